import { parseCidr, type Cidr } from './client-address/network.ts';
import { parseOrigin } from './client-address/origin.ts';

/** Everything an operator can set, parsed and frozen. `main.ts` reads it once. */
export interface Config {
  host: string;
  port: number;
  dataDir: string;
  /** Origin without a trailing slash, or null where it is taken from each request. */
  publicUrl: string | null;
  /** Secrets of the keyed hashes, the current first. Null: made at the first start and kept in `dataDir`. */
  peppers: readonly [string, ...string[]] | null;
  trustedProxies: readonly Cidr[];
  allowedSites: readonly string[];
  /** As the operator wrote it. The discovery engine parses it. */
  allowedPrivateTargets: string;
  /** Forward proxy for the requests of discovery, or null where they go out directly. */
  egressProxy: URL | null;
  demoSite: boolean;
  demoPort: number;
  playgroundSeats: number;
  /** New visitors of one UTC day. */
  playgroundDailyVisitors: number;
  /** Discoveries of all anonymous visitors together on one UTC day. */
  playgroundDailyDiscoveries: number;
  upgradeUrl: string;
  /** An issuer beside this service's own whose tokens are accepted, or null. */
  externalIssuer: { issuer: string; audience: string; jwksUrl: URL } | null;
  /** Where the modules that are not built in run, by module. */
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

/** A sign-in beside email and password, where the operator has registered this service with the provider. */
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
  /** Such as `POST /search`: reads although their method says otherwise. */
  reads: readonly string[];
  /** Path of its OpenAPI document below `url`, whose `x-kloakd-access` says what reads and what writes. */
  openapi: string | null;
}

/** A setting is wrong. The message is the one line that the operator sees. */
export class ConfigError extends Error {}

const PEPPER_LENGTH_MIN = 32;
const SECRET_LENGTH_MIN = 32;

type Environment = Readonly<Record<string, string | undefined>>;

interface Variable<T> {
  default: string;
  allowed: string;
  parse(text: string): T | undefined;
  /** True: the error message does not repeat the value. */
  secret?: boolean;
}

const variable = <T>(definition: Variable<T>): Variable<T> => definition;

const integer = (min: number, max: number) => (text: string) => {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : undefined;
};
const oneOf =
  <T extends string>(...allowed: T[]) =>
  (text: string) =>
    allowed.find((value) => value === text);

/** Parses comma-separated entries. Undefined where one of them is wrong. */
const list =
  <T>(parse: (entry: string) => T | undefined) =>
  (text: string): T[] | undefined => {
    const entries = text.split(',').map((entry) => entry.trim());
    const values = entries.filter((entry) => entry !== '').map(parse);
    return values.every((value) => value !== undefined) ? values : undefined;
  };

function parseProxy(text: string): URL | undefined {
  const url = URL.parse(text);
  return url && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === ''
    ? url
    : undefined;
}

function parseUpgradeUrl(text: string): string | undefined {
  if (/^\/(?!\/)/.test(text)) return text;
  const url = URL.parse(text);
  return url && /^https?:$/.test(url.protocol) ? url.href : undefined;
}

/** Parses `open`, `closed`, or domains such as `example.com,example.org`. */
function parseSignUp(text: string): SignUp | undefined {
  if (text === 'open' || text === 'closed') return { kind: text };
  const domains = list((entry) => (DOMAIN.test(entry) ? entry.toLowerCase() : undefined))(text);
  return domains && domains.length > 0 ? { kind: 'domains', domains } : undefined;
}
const DOMAIN = /^([a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}$/i;

function parseSmtpUrl(text: string): string | undefined {
  const url = URL.parse(text);
  return url && /^smtps?:$/.test(url.protocol) && url.hostname !== '' ? text : undefined;
}

function parseIssuer(text: string): string | undefined {
  const url = URL.parse(text);
  return url && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === ''
    ? text.replace(/\/$/, '')
    : undefined;
}

const parseHttpUrl = (text: string): URL | undefined => {
  const url = URL.parse(text);
  return url && /^https?:$/.test(url.protocol) ? url : undefined;
};

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whoever can change what this address answers can sign in as anybody, so it needs TLS. */
function parseKeySetUrl(text: string): URL | undefined {
  const url = parseHttpUrl(text);
  return url?.protocol === 'https:' || LOOPBACK.has(url?.hostname ?? '') ? url : undefined;
}

/** @returns undefined unless it is a JSON object of module names to a URL or `{url, reads, openapi}` */
function parseUpstreams(text: string): Record<string, UpstreamSetting> | undefined {
  if (text === '') return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(parsed)) return undefined;
  const entries = Object.entries(parsed).map(
    ([module, value]) => [module, parseUpstream(value)] as const,
  );
  const whole = entries.flatMap(([module, setting]) => (setting ? [[module, setting]] : []));
  return whole.length === entries.length ? Object.fromEntries(whole) : undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parseUpstream(value: unknown): UpstreamSetting | undefined {
  const {
    url: text,
    reads = [],
    openapi = null,
    ...rest
  } = isObject(value) ? value : { url: value };
  const url = typeof text === 'string' ? parseHttpUrl(text) : undefined;
  if (!url || url.username !== '' || url.search !== '' || url.hash !== '') return undefined;
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  const areReads = Array.isArray(reads) && reads.every((entry) => isOperation(entry));
  const isPath = openapi === null || (typeof openapi === 'string' && /^\/[^/]/.test(openapi));
  if (!areReads || !isPath || Object.keys(rest).length > 0) return undefined;
  return { url, reads: reads as string[], openapi };
}

const isOperation = (entry: unknown): boolean =>
  typeof entry === 'string' && /^(GET|POST|PUT|PATCH|DELETE) \/\S*$/.test(entry);

/** @returns undefined where one is too short or occurs twice */
export function parsePeppers(texts: readonly string[]): [string, ...string[]] | undefined {
  const [first, ...others] = texts.map((text) => text.trim());
  if (first === undefined) return undefined;
  const all: [string, ...string[]] = [first, ...others];
  const isSound = all.every((pepper) => pepper.length >= PEPPER_LENGTH_MIN);
  return isSound && new Set(all).size === all.length ? all : undefined;
}

const clientText = (allowed: string) =>
  variable({
    default: '',
    allowed,
    parse: (text) => (text === '' ? null : /^\S{1,500}$/.test(text) ? text : undefined),
    secret: true,
  });

export const VARIABLES = {
  HOST: variable({
    default: '127.0.0.1',
    allowed: 'an IP address or host name to listen on',
    parse: (text) => (/^[0-9A-Za-z.:_-]{1,253}$/.test(text) ? text : undefined),
  }),
  PORT: variable({ default: '8787', allowed: 'a port from 0 to 65535', parse: integer(0, 65535) }),
  DATA_DIR: variable({
    default: 'data',
    allowed: 'a folder for the database and the secrets',
    parse: (text) => (text.includes('\0') || text === '' ? undefined : text),
  }),
  PUBLIC_URL: variable({
    default: '',
    allowed: 'an origin such as https://play.example, without a path',
    parse: (text) => (text === '' ? null : parseOrigin(text)),
  }),
  PEPPER: variable({
    default: '',
    allowed:
      'at least 32 random characters; after a rotation the new pepper, a comma and the old ones',
    parse: (text) => (text === '' ? null : parsePeppers(text.split(','))),
    secret: true,
  }),
  TRUSTED_PROXIES: variable({
    default: '',
    allowed: 'comma-separated addresses or CIDRs, such as 10.0.0.0/8,::1',
    parse: list((entry) => parseCidr(entry) ?? undefined),
  }),
  ALLOWED_SITES: variable({
    default: '',
    allowed: 'comma-separated origins, such as https://docs.example.com',
    parse: list(parseOrigin),
  }),
  ALLOWED_PRIVATE_TARGETS: variable({
    default: '',
    allowed: 'comma-separated address[:port] or CIDR[:port], such as 10.0.0.5:8080,10.1.0.0/16',
    parse: (text) => text,
  }),
  EGRESS_PROXY: variable({
    default: '',
    allowed:
      'an http(s) URL of a proxy that takes CONNECT, such as http://user:password@10.0.0.9:3128',
    parse: (text) => (text === '' ? null : parseProxy(text)),
    secret: true,
  }),
  DEMO_SITE: variable({
    default: '',
    allowed: 'on or off (by default on, and off where NODE_ENV is production)',
    parse: (text) => (text === '' ? null : oneOf('on', 'off')(text)),
  }),
  DEMO_PORT: variable({
    default: '',
    allowed: 'a port from 0 to 65535 (by default the one after PORT)',
    parse: (text) => (text === '' ? null : integer(0, 65535)(text)),
  }),
  PLAYGROUND_SEATS: variable({
    default: '1',
    allowed: 'a whole number from 1 to 1000',
    parse: integer(1, 1000),
  }),
  PLAYGROUND_DAILY_VISITORS: variable({
    default: '10000',
    allowed: 'a whole number from 0 to 100000000',
    parse: integer(0, 100_000_000),
  }),
  PLAYGROUND_DAILY_DISCOVERIES: variable({
    default: '50000',
    allowed: 'a whole number from 0 to 100000000',
    parse: integer(0, 100_000_000),
  }),
  UPGRADE_URL: variable({
    default: '/upgrade',
    allowed: 'a path that begins with / or an http(s) URL',
    parse: parseUpgradeUrl,
  }),
  MODULE_UPSTREAMS: variable({
    default: '',
    allowed:
      'JSON of modules to a URL, such as {"evadr":"https://evadr.internal"}, or to {"url", "reads": ["POST /search"], "openapi": "/openapi.json"}',
    parse: parseUpstreams,
  }),
  JWT_ISSUER: variable({
    default: '',
    allowed: 'the http(s) URL that stands as iss in the tokens of your issuer',
    parse: (text) => (text === '' || parseHttpUrl(text) ? text : undefined),
  }),
  JWT_AUDIENCE: variable({
    default: '',
    allowed: 'what stands as aud in tokens for this service, without spaces',
    parse: (text) => (/^[^\s]{0,500}$/.test(text) ? text : undefined),
  }),
  JWKS_URL: variable({
    default: '',
    allowed: 'the https URL of your issuer’s key set (http only for this machine)',
    parse: (text) => (text === '' ? null : parseKeySetUrl(text)),
  }),
  OPERATOR_CONTACT: variable({
    default: '',
    allowed: 'an email address or an http(s) URL',
    parse: (text) =>
      text === ''
        ? null
        : /^(https?:\/\/[^\s<>"]{1,200}|[^\s<>"@]{1,64}@[^\s<>"@]{1,190})$/.test(text)
          ? text
          : undefined,
  }),
  SIGN_UP: variable({
    default: 'open',
    allowed: 'open, closed, or the domains that may sign up, such as example.com,example.org',
    parse: parseSignUp,
  }),
  AUTH_SECRET: variable({
    default: '',
    allowed: 'at least 32 random characters',
    parse: (text) => (text === '' ? null : text.length >= SECRET_LENGTH_MIN ? text : undefined),
    secret: true,
  }),
  SMTP_URL: variable({
    default: '',
    allowed: 'the URL of a mail server, such as smtps://user:password@mail.example:465',
    parse: (text) => (text === '' ? null : parseSmtpUrl(text)),
    secret: true,
  }),
  MAIL_FROM: variable({
    default: 'KLOAKD Playground <noreply@localhost>',
    allowed: 'the sender of mails, such as Playground <noreply@play.example>',
    parse: (text) => (/^[^\r\n]{1,100}@[^\r\n@]{1,190}$/.test(text) ? text : undefined),
  }),
  GITHUB_CLIENT_ID: clientText('the client ID of a GitHub OAuth app'),
  GITHUB_CLIENT_SECRET: clientText('the client secret of the GitHub OAuth app'),
  OIDC_ISSUER: variable({
    default: '',
    allowed: 'the issuer of an OpenID provider, such as https://login.example.com',
    parse: (text) => (text === '' ? null : parseIssuer(text)),
  }),
  OIDC_CLIENT_ID: clientText('the client ID at the OpenID provider'),
  OIDC_CLIENT_SECRET: clientText('the client secret at the OpenID provider'),
  OIDC_NAME: variable({
    default: 'Single sign-on',
    allowed: 'the name of the OpenID provider on the sign-in page, at most 40 characters',
    parse: (text) => (/^\S.{0,39}$/.test(text) ? text : undefined),
  }),
  LOG_LEVEL: variable({
    default: 'info',
    allowed: 'fatal, error, warn, info, debug, trace or silent',
    parse: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
  }),
  NODE_ENV: variable({
    default: '',
    allowed: 'production, development, test or nothing',
    parse: (text) =>
      text === '' ? 'development' : oneOf('production', 'development', 'test')(text),
  }),
};

/** Names of settings whose feature is not built yet. They are refused, so that nobody relies on them. */
const NOT_YET = ['DATABASE_URL'];

function read<T>(
  environment: Environment,
  name: keyof typeof VARIABLES,
  definition: Variable<T>,
): T {
  const text = environment[name]?.trim() ?? definition.default;
  const value = definition.parse(text);
  if (value !== undefined) return value;
  const given = definition.secret
    ? `${text.length} characters`
    : JSON.stringify(text.slice(0, 200));
  throw new ConfigError(`${name} is ${given}, but must be ${definition.allowed}.`);
}

/** All three settings, or none: with two of them it would be unclear whom to trust. */
function readExternalIssuer(environment: Environment): Config['externalIssuer'] {
  const issuer = read(environment, 'JWT_ISSUER', VARIABLES.JWT_ISSUER);
  const audience = read(environment, 'JWT_AUDIENCE', VARIABLES.JWT_AUDIENCE);
  const jwksUrl = read(environment, 'JWKS_URL', VARIABLES.JWKS_URL);
  if (issuer !== '' && audience !== '' && jwksUrl) return { issuer, audience, jwksUrl };
  const given = { JWT_ISSUER: issuer, JWT_AUDIENCE: audience, JWKS_URL: jwksUrl?.href ?? '' };
  const missing = Object.entries(given).filter(([, value]) => value === '');
  if (missing.length === 3) return null;
  throw new ConfigError(
    `${missing.map(([name]) => name).join(' and ')} must be set too: JWT_ISSUER, JWT_AUDIENCE and JWKS_URL belong together.`,
  );
}

/**
 * Turns the environment into a `Config`.
 * @throws ConfigError naming the variable, what was given and what is allowed.
 */
export function readConfig(environment: Environment): Config {
  for (const name of NOT_YET) {
    if (environment[name]) {
      throw new ConfigError(`${name} is set, but this version does not support it: unset it.`);
    }
  }
  for (const name of Object.keys(environment)) {
    if (name.startsWith('PLAYGROUND_') && !Object.hasOwn(VARIABLES, name)) {
      const known = Object.keys(VARIABLES).filter((other) => other.startsWith('PLAYGROUND_'));
      throw new ConfigError(
        `${name} is not a setting: correct the name or remove it. Settings with this prefix are ${known.join(', ')}.`,
      );
    }
  }
  const production = read(environment, 'NODE_ENV', VARIABLES.NODE_ENV) === 'production';
  const port = read(environment, 'PORT', VARIABLES.PORT);
  const demo = read(environment, 'DEMO_SITE', VARIABLES.DEMO_SITE);
  return Object.freeze({
    host: read(environment, 'HOST', VARIABLES.HOST),
    port,
    dataDir: read(environment, 'DATA_DIR', VARIABLES.DATA_DIR),
    publicUrl: read(environment, 'PUBLIC_URL', VARIABLES.PUBLIC_URL),
    peppers: read(environment, 'PEPPER', VARIABLES.PEPPER),
    trustedProxies: read(environment, 'TRUSTED_PROXIES', VARIABLES.TRUSTED_PROXIES),
    allowedSites: read(environment, 'ALLOWED_SITES', VARIABLES.ALLOWED_SITES),
    allowedPrivateTargets: read(
      environment,
      'ALLOWED_PRIVATE_TARGETS',
      VARIABLES.ALLOWED_PRIVATE_TARGETS,
    ),
    egressProxy: read(environment, 'EGRESS_PROXY', VARIABLES.EGRESS_PROXY),
    demoSite: demo === null ? !production : demo === 'on',
    demoPort:
      read(environment, 'DEMO_PORT', VARIABLES.DEMO_PORT) ??
      (port === 0 || port === 65535 ? 0 : port + 1),
    playgroundSeats: read(environment, 'PLAYGROUND_SEATS', VARIABLES.PLAYGROUND_SEATS),
    playgroundDailyVisitors: read(
      environment,
      'PLAYGROUND_DAILY_VISITORS',
      VARIABLES.PLAYGROUND_DAILY_VISITORS,
    ),
    playgroundDailyDiscoveries: read(
      environment,
      'PLAYGROUND_DAILY_DISCOVERIES',
      VARIABLES.PLAYGROUND_DAILY_DISCOVERIES,
    ),
    upgradeUrl: read(environment, 'UPGRADE_URL', VARIABLES.UPGRADE_URL),
    externalIssuer: readExternalIssuer(environment),
    moduleUpstreams: read(environment, 'MODULE_UPSTREAMS', VARIABLES.MODULE_UPSTREAMS),
    operatorContact: read(environment, 'OPERATOR_CONTACT', VARIABLES.OPERATOR_CONTACT),
    accounts: readAccounts(environment),
    logLevel: read(environment, 'LOG_LEVEL', VARIABLES.LOG_LEVEL),
    production,
  });
}

function readAccounts(environment: Environment): AccountConfig {
  const issuer = read(environment, 'OIDC_ISSUER', VARIABLES.OIDC_ISSUER);
  const oidc = readClient(environment, 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET');
  if ((issuer === null) !== (oidc === null)) {
    throw new ConfigError(
      'OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET belong together: set all three or none.',
    );
  }
  return {
    signUp: read(environment, 'SIGN_UP', VARIABLES.SIGN_UP),
    secret: read(environment, 'AUTH_SECRET', VARIABLES.AUTH_SECRET),
    smtpUrl: read(environment, 'SMTP_URL', VARIABLES.SMTP_URL),
    mailFrom: read(environment, 'MAIL_FROM', VARIABLES.MAIL_FROM),
    github: readClient(environment, 'GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET'),
    oidc:
      oidc && issuer !== null
        ? { ...oidc, issuer, name: read(environment, 'OIDC_NAME', VARIABLES.OIDC_NAME) }
        : null,
  };
}

function readClient(
  environment: Environment,
  idName: 'GITHUB_CLIENT_ID' | 'OIDC_CLIENT_ID',
  secretName: 'GITHUB_CLIENT_SECRET' | 'OIDC_CLIENT_SECRET',
): SignInClient | null {
  const clientId = read(environment, idName, VARIABLES[idName]);
  const clientSecret = read(environment, secretName, VARIABLES[secretName]);
  if (clientId !== null && clientSecret !== null) return { clientId, clientSecret };
  if (clientId === null && clientSecret === null) return null;
  throw new ConfigError(`${idName} and ${secretName} belong together: set both or none.`);
}

/**
 * The origins of the service's own pages, that of its links first; null where nobody has said what it is. In
 * production it is never guessed: a link in a mail must not lead where a request's Host header says.
 */
export function ownOrigins({
  publicUrl,
  production,
  port,
}: Pick<Config, 'publicUrl' | 'production' | 'port'>): readonly [string, ...string[]] | null {
  if (publicUrl !== null) return [publicUrl];
  if (production || port === 0) return null;
  return [`http://localhost:${port}`, `http://127.0.0.1:${port}`];
}
