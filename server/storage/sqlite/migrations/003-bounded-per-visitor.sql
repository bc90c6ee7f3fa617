-- What costs a visitor nothing is kept in a bounded number, and found by these.
CREATE INDEX reservation_given_back ON reservation (ledger_id, settled_at_ms) WHERE state = 'refunded';
CREATE INDEX discovery_of_reservation ON discovery (reservation_id);
CREATE INDEX visitor_link_of_visitor ON visitor_link (visitor_id, last_seen_at_ms);
CREATE INDEX device_of_visitor ON device (visitor_id);
CREATE INDEX device_of_organization ON device (organization_id);
CREATE INDEX api_key_age ON api_key (visitor_id, created_at_ms) WHERE visitor_id IS NOT NULL;
CREATE INDEX key_network_of_key ON key_network (key_id);
