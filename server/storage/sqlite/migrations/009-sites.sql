-- Who may frame the playground, beside the sites that the environment names.
CREATE TABLE site (
  id TEXT PRIMARY KEY,
  origin TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  -- NULL: added by the operator.
  organization_id TEXT REFERENCES organization (id) ON DELETE CASCADE,
  -- A member's name; NULL for the operator.
  created_by TEXT,
  created_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX site_of_organization ON site (organization_id, created_at_ms);
