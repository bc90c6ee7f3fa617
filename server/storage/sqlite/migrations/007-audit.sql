-- Who did what in an organization. Rows are only ever added. They are deleted together with their organization and
-- in no other way: the cascade runs once the organization's row is gone, which is what the trigger checks.
CREATE TABLE audit_event (
  -- The order. Two events may have the same time.
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
  at_ms INTEGER NOT NULL,
  action TEXT NOT NULL,
  actor TEXT NOT NULL,
  target TEXT NOT NULL
) STRICT;
CREATE INDEX audit_event_of_organization ON audit_event (organization_id, sequence);

CREATE TRIGGER audit_event_is_not_changed BEFORE UPDATE ON audit_event
BEGIN SELECT RAISE(ABORT, 'audit events are never changed'); END;

CREATE TRIGGER audit_event_is_not_deleted BEFORE DELETE ON audit_event
WHEN EXISTS (SELECT 1 FROM organization WHERE id = OLD.organization_id)
BEGIN SELECT RAISE(ABORT, 'audit events are deleted only with their organization'); END;

-- INSERT OR REPLACE deletes the row it replaces without running the trigger above.
CREATE TRIGGER audit_event_is_not_replaced BEFORE INSERT ON audit_event
WHEN EXISTS (SELECT 1 FROM audit_event WHERE id = NEW.id OR sequence = NEW.sequence)
BEGIN SELECT RAISE(ABORT, 'audit events are never changed'); END;
