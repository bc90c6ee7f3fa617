-- Who carries a discovery out, which attempt it is, and until when nobody else may end it. A discovery has a lease from
-- its reservation until it has ended; NULL says that it has. The attempt is raised where a discovery is taken from a holder
-- that is gone, whose later writes name the old one and change nothing.
ALTER TABLE reservation ADD COLUMN node_id TEXT NOT NULL DEFAULT '';
ALTER TABLE reservation ADD COLUMN attempt INTEGER NOT NULL DEFAULT 1;
ALTER TABLE reservation ADD COLUMN lease_expires_at_ms INTEGER;
-- What ran when the earlier version stopped has expired.
UPDATE reservation SET lease_expires_at_ms = 0
  WHERE state = 'reserved' OR id IN (SELECT reservation_id FROM discovery WHERE status = 'running');
CREATE INDEX reservation_lease ON reservation (lease_expires_at_ms) WHERE lease_expires_at_ms IS NOT NULL;
-- Open ones are found by their lease.
DROP INDEX reservation_open;
