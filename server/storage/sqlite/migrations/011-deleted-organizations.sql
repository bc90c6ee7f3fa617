-- IDs of organizations that were deleted, kept so that none of them is made again. Their members are in another file
-- and are deleted after the rows here: a crash in between leaves is_finished at 0, and the next start goes on.
CREATE TABLE deleted_organization (
  id TEXT PRIMARY KEY,
  is_finished INTEGER NOT NULL CHECK (is_finished IN (0, 1))
) STRICT, WITHOUT ROWID;
