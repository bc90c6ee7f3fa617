-- A visitor's code for taking their discoveries along: hashed, short-lived, deleted when it is used.
CREATE TABLE claim_code (
  hash TEXT PRIMARY KEY,
  visitor_organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
  created_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_code_of_organization ON claim_code (visitor_organization_id);
CREATE INDEX claim_code_expiry ON claim_code (expires_at_ms);

-- Which organization a visitor's discoveries were taken over by. One at most, so that no number of codes makes a
-- number of copies.
CREATE TABLE claim (
  visitor_organization_id TEXT PRIMARY KEY REFERENCES organization (id) ON DELETE CASCADE,
  organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
  claimed_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_of_organization ON claim (organization_id);

-- The visitor's discovery that a row is the copy of.
ALTER TABLE discovery ADD COLUMN claimed_from TEXT;
CREATE UNIQUE INDEX discovery_claimed ON discovery (organization_id, claimed_from) WHERE claimed_from IS NOT NULL;

-- All that a list shows. Results are megabytes that stand before some of these columns in the row: without this index
-- a list would have to read past them.
CREATE INDEX discovery_listed ON discovery (organization_id, created_at_ms, id, artifact_id, kind, url, status,
  completed_at_ms, endpoint_count, claimed_from);
