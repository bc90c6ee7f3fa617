-- What a live key may do, and plans that the operator changes without a new version of the program.

-- Read by the gateway for live keys only: a playground key (tier 'test') always reads, whatever stands here.
ALTER TABLE api_key ADD COLUMN access TEXT NOT NULL DEFAULT 'full' CHECK (access IN ('read', 'full'));
-- JSON arrays. NULL: all modules of the plan, any network.
ALTER TABLE api_key ADD COLUMN modules TEXT;
ALTER TABLE api_key ADD COLUMN networks TEXT;
-- The member's ID in accounts.db. NULL: the operator's command.
ALTER TABLE api_key ADD COLUMN created_by TEXT;
ALTER TABLE api_key ADD COLUMN replaced_by TEXT REFERENCES api_key (id);
CREATE INDEX api_key_replaced_by ON api_key (replaced_by) WHERE replaced_by IS NOT NULL;
CREATE INDEX api_key_expiry ON api_key (expires_at_ms)
  WHERE tier = 'live' AND expires_at_ms IS NOT NULL AND revoked_at_ms IS NULL;

CREATE TABLE plan (
  name TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  access TEXT NOT NULL CHECK (access IN ('read', 'full')),
  -- JSON array of module names.
  modules TEXT NOT NULL CHECK (json_valid(modules)),
  requests_per_minute INTEGER NOT NULL CHECK (requests_per_minute >= 1),
  -- NULL: no limit.
  discoveries_per_month INTEGER CHECK (discoveries_per_month >= 0),
  concurrent_discoveries INTEGER NOT NULL CHECK (concurrent_discoveries >= 1),
  -- Whether GET /api/v1/plans and the upgrade page show it.
  is_public INTEGER NOT NULL DEFAULT 1 CHECK (is_public IN (0, 1))
) STRICT, WITHOUT ROWID;

INSERT INTO plan (name, title, access, modules, requests_per_minute, discoveries_per_month, concurrent_discoveries)
VALUES
  ('developer', 'Developer', 'full', '["skanyr","fetchyr","parlyr","webgrph"]', 300, 1000, 10),
  ('enterprise', 'Enterprise', 'full',
   '["skanyr","evadr","webgrph","nexus","parlyr","fetchyr","kolektr"]', 3000, NULL, 24);

-- One row for each member of the plan that is different for one organization. The value is JSON, so that null (no
-- limit) is a value like any other. Deleting the row goes back to the plan's own value.
CREATE TABLE organization_override (
  organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
  member TEXT NOT NULL CHECK (member IN ('access', 'modules', 'requests_per_minute', 'discoveries_per_month',
    'concurrent_discoveries', 'manages_sites')),
  value TEXT NOT NULL CHECK (json_valid(value)),
  PRIMARY KEY (organization_id, member)
) STRICT, WITHOUT ROWID;

-- The first column had a CHECK of three names. A column takes its own CHECK with it when it is dropped, so that the
-- table, which others refer to, need not be built again.
ALTER TABLE organization ADD COLUMN plan_name TEXT NOT NULL DEFAULT 'playground';
UPDATE organization SET plan_name = plan;
ALTER TABLE organization DROP COLUMN plan;
ALTER TABLE organization RENAME COLUMN plan_name TO plan;

-- Which notices of a key's expiry were sent.
CREATE TABLE key_notice (
  key_id TEXT NOT NULL REFERENCES api_key (id) ON DELETE CASCADE,
  days_left INTEGER NOT NULL,
  sent_at_ms INTEGER NOT NULL,
  PRIMARY KEY (key_id, days_left)
) STRICT, WITHOUT ROWID;

-- How many leaked keys were reported on a UTC day, known or not.
CREATE TABLE leak_report (
  day TEXT PRIMARY KEY,
  reports INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
