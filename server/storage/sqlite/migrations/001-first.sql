-- Times are milliseconds since the epoch. Hashes are hex. Nothing here is raw: no key, address or fingerprint.

CREATE TABLE organization (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  plan TEXT NOT NULL CHECK (plan IN ('playground', 'developer', 'enterprise')),
  visitor_id TEXT REFERENCES visitor (id),
  created_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE visitor (
  id TEXT PRIMARY KEY,
  created_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A visitor's for life (its ID is the visitor's), or an organization's for a month ("<organization>/2026-11").
-- The CHECK holds whatever the program does: used plus reserved never passes the limit.
CREATE TABLE ledger (
  id TEXT PRIMARY KEY,
  quota_limit INTEGER,
  used INTEGER NOT NULL DEFAULT 0 CHECK (used >= 0),
  reserved INTEGER NOT NULL DEFAULT 0 CHECK (reserved >= 0),
  CHECK (quota_limit IS NULL OR used + reserved <= quota_limit)
) STRICT, WITHOUT ROWID;

CREATE TABLE reservation (
  id TEXT PRIMARY KEY,
  ledger_id TEXT NOT NULL REFERENCES ledger (id),
  state TEXT NOT NULL CHECK (state IN ('reserved', 'committed', 'refunded')),
  created_at_ms INTEGER NOT NULL,
  settled_at_ms INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX reservation_open ON reservation (state) WHERE state = 'reserved';

CREATE TABLE device (
  token_hash TEXT PRIMARY KEY,
  visitor_id TEXT NOT NULL REFERENCES visitor (id),
  organization_id TEXT NOT NULL REFERENCES organization (id),
  created_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE visitor_link (
  fingerprint_hash TEXT NOT NULL,
  network_hash TEXT NOT NULL,
  visitor_id TEXT NOT NULL REFERENCES visitor (id),
  last_seen_at_ms INTEGER NOT NULL,
  PRIMARY KEY (fingerprint_hash, network_hash, visitor_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE spent_proof (
  id TEXT PRIMARY KEY,
  expires_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX spent_proof_expiry ON spent_proof (expires_at_ms);

CREATE TABLE api_key (
  id TEXT PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  tier TEXT NOT NULL CHECK (tier IN ('test', 'live')),
  last4 TEXT NOT NULL,
  name TEXT,
  organization_id TEXT NOT NULL REFERENCES organization (id),
  visitor_id TEXT REFERENCES visitor (id),
  created_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER,
  revoked_at_ms INTEGER,
  last_used_at_ms INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX api_key_of_visitor ON api_key (visitor_id, created_at_ms) WHERE revoked_at_ms IS NULL;
CREATE INDEX api_key_of_organization ON api_key (organization_id);

CREATE TABLE discovery (
  id TEXT PRIMARY KEY,
  organization_id TEXT NOT NULL REFERENCES organization (id),
  artifact_id TEXT NOT NULL UNIQUE,
  reservation_id TEXT NOT NULL REFERENCES reservation (id),
  kind TEXT NOT NULL,
  url TEXT NOT NULL,
  options TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('running', 'completed', 'failed', 'cancelled')),
  created_at_ms INTEGER NOT NULL,
  completed_at_ms INTEGER,
  result TEXT,
  events TEXT,
  failure TEXT
) STRICT;
CREATE INDEX discovery_repeat ON discovery (organization_id, request_hash, completed_at_ms)
  WHERE status = 'completed';
CREATE INDEX discovery_of_organization ON discovery (organization_id, created_at_ms);
CREATE INDEX discovery_open ON discovery (status) WHERE status = 'running';

CREATE TABLE idempotency (
  organization_id TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  discovery_id TEXT NOT NULL REFERENCES discovery (id),
  PRIMARY KEY (organization_id, idempotency_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_of_discovery ON idempotency (discovery_id);

CREATE TABLE session (
  id TEXT PRIMARY KEY,
  organization_id TEXT NOT NULL REFERENCES organization (id),
  name TEXT NOT NULL,
  url TEXT NOT NULL,
  options TEXT NOT NULL,
  job_id TEXT,
  status TEXT NOT NULL CHECK (status IN ('active', 'ended')),
  created_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_of_organization ON session (organization_id, created_at_ms);

CREATE TABLE usage_daily (
  day TEXT NOT NULL,
  organization_id TEXT NOT NULL,
  key_id TEXT NOT NULL,
  module TEXT NOT NULL,
  requests INTEGER NOT NULL,
  PRIMARY KEY (organization_id, day, key_id, module)
) STRICT, WITHOUT ROWID;
