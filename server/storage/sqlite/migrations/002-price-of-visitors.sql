-- What the price of a new visitor is made of, and what bounds a key and a day. Prefixes and networks are keyed hashes.

-- A library upgrade changes some components; the rest still finds the link. NULL in links of before.
ALTER TABLE visitor_link ADD COLUMN core_hash TEXT;
ALTER TABLE visitor_link ADD COLUMN library_version TEXT;
CREATE INDEX visitor_link_core ON visitor_link (network_hash, core_hash);
CREATE INDEX visitor_link_age ON visitor_link (last_seen_at_ms);

ALTER TABLE device ADD COLUMN last_seen_at_ms INTEGER;
CREATE INDEX device_age ON device (coalesce(last_seen_at_ms, created_at_ms));

-- New visitors of an address prefix, as they counted at updated_at_ms; they halve every 24 hours from there.
CREATE TABLE arrival (
  prefix_hash TEXT PRIMARY KEY,
  visitors REAL NOT NULL CHECK (visitors >= 0),
  never_seen REAL NOT NULL CHECK (never_seen >= 0),
  updated_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX arrival_age ON arrival (updated_at_ms);

-- The global brake: how many of a kind there were on a UTC day.
CREATE TABLE daily_total (
  day TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('visitors', 'discoveries')),
  total INTEGER NOT NULL CHECK (total >= 0),
  PRIMARY KEY (day, kind)
) STRICT, WITHOUT ROWID;

-- From which networks a key was used on a UTC day.
CREATE TABLE key_network (
  day TEXT NOT NULL,
  key_id TEXT NOT NULL REFERENCES api_key (id),
  network_hash TEXT NOT NULL,
  PRIMARY KEY (day, key_id, network_hash)
) STRICT, WITHOUT ROWID;
