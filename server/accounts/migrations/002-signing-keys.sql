-- The keys that sign this service's own tokens. Exactly one signs at a time. A retired one stays until every token
-- that it signed has expired.
CREATE TABLE signing_key (
  kid TEXT PRIMARY KEY,
  -- as JSON (RFC 7517)
  public_jwk TEXT NOT NULL,
  -- encrypted under a key derived from AUTH_SECRET; null once the key is retired
  sealed_private BLOB,
  created_at_ms INTEGER NOT NULL,
  -- null while the key signs
  retired_at_ms INTEGER,
  CHECK ((sealed_private IS NULL) = (retired_at_ms IS NOT NULL))
) STRICT;

CREATE UNIQUE INDEX signing_key_current ON signing_key ((retired_at_ms IS NULL)) WHERE retired_at_ms IS NULL;
