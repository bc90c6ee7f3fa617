import type { Cidr } from '../client-address/network.ts';

/** Everything an operator can set, parsed and frozen. `main.ts` reads it once. */
export interface Config {
  host: string;
  port: number;
  dataDir: string;
  /** The service's origin without a trailing slash. Null: the origin of each request. */
  publicUrl: string | null;
  /** Secrets of the keyed hashes, the current one first. Null: made at the first start and kept in `dataDir`. */
  peppers: readonly [string, ...string[]] | null;
  trustedProxies: readonly Cidr[];
  allowedSites: readonly string[];
  /** The operator's text. The discovery engine parses it. */
  allowedPrivateTargets: string;
  /** Forward proxy for the requests of discovery, or null where they go out directly. */
  egressProxy: URL | null;
  demoSite: boolean;
  demoPort: number;
  playgroundSeats: number;
  /** The most new visitors on one UTC day. */
  playgroundDailyVisitors: number;
  /** The most discoveries of all anonymous visitors together on one UTC day. */
  playgroundDailyDiscoveries: number;
  upgradeUrl: string;
  /** Another issuer whose tokens are accepted, or null. */
  externalIssuer: { issuer: string; audience: string; jwksUrl: URL } | null;
  /** The servers of modules that are not built in, by module. */
  moduleUpstreams: Readonly<Record<string, UpstreamSetting>>;
  /** How to reach the people who run this server: an email address or a URL. */
  operatorContact: string | null;
  accounts: AccountConfig;
  logLevel: string;
  production: boolean;
}

/** Who may make an account without an invitation. */
export type SignUp =
  | { kind: 'open' }
  | { kind: 'closed' }
  | { kind: 'domains'; domains: readonly string[] };

/** A provider that people can sign in with, once the operator has registered this service there. */
export interface SignInClient {
  clientId: string;
  clientSecret: string;
}

export interface AccountConfig {
  signUp: SignUp;
  /** Secret of sessions and mail links. Null: made at the first start and kept in `dataDir`. */
  secret: string | null;
  smtpUrl: string | null;
  mailFrom: string;
  github: SignInClient | null;
  /** Any OpenID provider. `issuer` has no trailing slash. */
  oidc: (SignInClient & { issuer: string; name: string }) | null;
}

/** Where a module runs, and which of its operations only read. */
export interface UpstreamSetting {
  /** Its path ends with a slash: the rest of a request's path follows. */
  url: URL;
  /** Operations that only read although their method says otherwise, such as `POST /search`. */
  reads: readonly string[];
  /** Path of its OpenAPI document below `url`. There `x-kloakd-access` says which operations read and which write. */
  openapi: string | null;
}

/** A setting is wrong. The message is the one line that the operator sees. */
export class ConfigError extends Error {}
