-- The tables of better-auth and its organization plugin, as the version that package.json pins writes them.
-- Dates are ISO 8601 texts.

CREATE TABLE user (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT NOT NULL UNIQUE,
  emailVerified INTEGER NOT NULL,
  image TEXT,
  createdAt DATE NOT NULL,
  updatedAt DATE NOT NULL
);

CREATE TABLE session (
  id TEXT NOT NULL PRIMARY KEY,
  expiresAt DATE NOT NULL,
  token TEXT NOT NULL UNIQUE,
  createdAt DATE NOT NULL,
  updatedAt DATE NOT NULL,
  -- Always empty: no address is stored.
  ipAddress TEXT,
  userAgent TEXT,
  userId TEXT NOT NULL REFERENCES user (id) ON DELETE CASCADE,
  activeOrganizationId TEXT
);
CREATE INDEX session_userId_idx ON session (userId);

-- How a person signs in: with a password (scrypt), or with another provider, whose tokens are not kept.
CREATE TABLE account (
  id TEXT NOT NULL PRIMARY KEY,
  accountId TEXT NOT NULL,
  providerId TEXT NOT NULL,
  userId TEXT NOT NULL REFERENCES user (id) ON DELETE CASCADE,
  accessToken TEXT,
  refreshToken TEXT,
  idToken TEXT,
  accessTokenExpiresAt DATE,
  refreshTokenExpiresAt DATE,
  scope TEXT,
  password TEXT,
  createdAt DATE NOT NULL,
  updatedAt DATE NOT NULL
);
CREATE INDEX account_userId_idx ON account (userId);

CREATE TABLE verification (
  id TEXT NOT NULL PRIMARY KEY,
  identifier TEXT NOT NULL,
  value TEXT NOT NULL,
  expiresAt DATE NOT NULL,
  createdAt DATE NOT NULL,
  updatedAt DATE NOT NULL
);
CREATE INDEX verification_identifier_idx ON verification (identifier);

CREATE TABLE organization (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  slug TEXT NOT NULL UNIQUE,
  logo TEXT,
  createdAt DATE NOT NULL,
  metadata TEXT
);

CREATE TABLE member (
  id TEXT NOT NULL PRIMARY KEY,
  organizationId TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
  userId TEXT NOT NULL REFERENCES user (id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'member')),
  createdAt DATE NOT NULL
);
CREATE INDEX member_organizationId_idx ON member (organizationId);
CREATE INDEX member_userId_idx ON member (userId);
-- Nobody is a member twice, so that a person has one role.
CREATE UNIQUE INDEX member_once ON member (organizationId, userId);

CREATE TABLE invitation (
  id TEXT NOT NULL PRIMARY KEY,
  organizationId TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
  email TEXT NOT NULL,
  role TEXT CHECK (role IN ('owner', 'admin', 'member')),
  status TEXT NOT NULL CHECK (status IN ('pending', 'accepted', 'rejected', 'canceled')),
  expiresAt DATE NOT NULL,
  createdAt DATE NOT NULL,
  inviterId TEXT NOT NULL REFERENCES user (id) ON DELETE CASCADE
);
CREATE INDEX invitation_organizationId_idx ON invitation (organizationId);
CREATE INDEX invitation_email_idx ON invitation (email);
