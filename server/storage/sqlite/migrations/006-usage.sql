-- Every admitted request, for 90 days; and its sums by day, which are kept and which answers are read from.
CREATE TABLE usage_event (
  id INTEGER PRIMARY KEY,
  organization_id TEXT NOT NULL,
  -- One of the two: a key, or a member with a token.
  key_id TEXT,
  user_id TEXT,
  module TEXT NOT NULL,
  -- The method and the route's pattern, never the URL that a client sent.
  operation TEXT NOT NULL,
  status INTEGER NOT NULL,
  discoveries INTEGER NOT NULL,
  duration_ms INTEGER NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX usage_event_age ON usage_event (at_ms);
CREATE INDEX usage_event_of_organization ON usage_event (organization_id);

-- The sums of before, by status class such as 2xx too. key_id is empty for members; for older rows the class is.
ALTER TABLE usage_daily RENAME TO usage_daily_before;
CREATE TABLE usage_daily (
  organization_id TEXT NOT NULL,
  day TEXT NOT NULL,
  module TEXT NOT NULL,
  key_id TEXT NOT NULL,
  status_class TEXT NOT NULL,
  requests INTEGER NOT NULL,
  discoveries INTEGER NOT NULL,
  duration_ms INTEGER NOT NULL,
  PRIMARY KEY (organization_id, day, module, key_id, status_class)
) STRICT, WITHOUT ROWID;
INSERT INTO usage_daily (organization_id, day, module, key_id, status_class, requests, discoveries, duration_ms)
  SELECT organization_id, day, module, key_id, '', requests, 0, 0 FROM usage_daily_before;
DROP TABLE usage_daily_before;

-- Which notices of a month's quota were sent, so that each is sent once.
CREATE TABLE quota_notice (
  organization_id TEXT NOT NULL,
  month TEXT NOT NULL,
  percent INTEGER NOT NULL,
  PRIMARY KEY (organization_id, month, percent)
) STRICT, WITHOUT ROWID;

-- No foreign keys: rows are written up to a second late, and one of an organization that was deleted meanwhile must
-- not make the others of its batch fail.
CREATE TRIGGER usage_of_deleted_organization AFTER DELETE ON organization
BEGIN
  DELETE FROM usage_event WHERE organization_id = OLD.id;
  DELETE FROM usage_daily WHERE organization_id = OLD.id;
  DELETE FROM quota_notice WHERE organization_id = OLD.id;
END;
