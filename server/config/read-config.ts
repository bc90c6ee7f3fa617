import { ConfigError, type AccountConfig, type Config, type SignInClient } from './config.ts';
import { readSettings, type Settings } from './settings.ts';
import type { Environment } from './variable.ts';
import { VARIABLES } from './variables.ts';

/** Names of settings whose feature is not built yet. They are refused, so that nobody relies on them. */
const NOT_YET = ['DATABASE_URL'];

/**
 * Turns the environment into a `Config`.
 * @throws ConfigError naming the variable, what was given and what is allowed.
 */
export function readConfig(environment: Environment): Config {
  refuseUnknownNames(environment);
  const settings = readSettings(environment);
  const production = settings.NODE_ENV === 'production';
  const port = settings.PORT;
  const demo = settings.DEMO_SITE;
  return Object.freeze({
    host: settings.HOST,
    port,
    dataDir: settings.DATA_DIR,
    publicUrl: settings.PUBLIC_URL,
    peppers: settings.PEPPER,
    trustedProxies: settings.TRUSTED_PROXIES,
    allowedSites: settings.ALLOWED_SITES,
    allowedPrivateTargets: settings.ALLOWED_PRIVATE_TARGETS,
    egressProxy: settings.EGRESS_PROXY,
    demoSite: demo === null ? !production : demo === 'on',
    demoPort: settings.DEMO_PORT ?? (port === 0 || port === 65535 ? 0 : port + 1),
    playgroundSeats: settings.PLAYGROUND_SEATS,
    playgroundDailyVisitors: settings.PLAYGROUND_DAILY_VISITORS,
    playgroundDailyDiscoveries: settings.PLAYGROUND_DAILY_DISCOVERIES,
    upgradeUrl: settings.UPGRADE_URL,
    externalIssuer: readExternalIssuer(settings),
    moduleUpstreams: settings.MODULE_UPSTREAMS,
    operatorContact: settings.OPERATOR_CONTACT,
    accounts: readAccounts(settings),
    logLevel: settings.LOG_LEVEL,
    production,
  });
}

function refuseUnknownNames(environment: Environment): void {
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
}

/** Reads the three settings of an external issuer. They must be given together or not at all. */
function readExternalIssuer(settings: Settings): Config['externalIssuer'] {
  const issuer = settings.JWT_ISSUER;
  const audience = settings.JWT_AUDIENCE;
  const jwksUrl = settings.JWKS_URL;
  if (issuer !== '' && audience !== '' && jwksUrl) return { issuer, audience, jwksUrl };
  const given = { JWT_ISSUER: issuer, JWT_AUDIENCE: audience, JWKS_URL: jwksUrl?.href ?? '' };
  const missing = Object.entries(given).filter(([, value]) => value === '');
  if (missing.length === 3) return null;
  throw new ConfigError(
    `${missing.map(([name]) => name).join(' and ')} must be set too: JWT_ISSUER, JWT_AUDIENCE and JWKS_URL belong together.`,
  );
}

function readAccounts(settings: Settings): AccountConfig {
  const issuer = settings.OIDC_ISSUER;
  const oidc = readClient(settings, 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET');
  if ((issuer === null) !== (oidc === null)) {
    throw new ConfigError(
      'OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET belong together: set all three or none.',
    );
  }
  return {
    signUp: settings.SIGN_UP,
    secret: settings.AUTH_SECRET,
    smtpUrl: settings.SMTP_URL,
    mailFrom: settings.MAIL_FROM,
    github: readClient(settings, 'GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET'),
    oidc: oidc && issuer !== null ? { ...oidc, issuer, name: settings.OIDC_NAME } : null,
  };
}

function readClient(
  settings: Settings,
  idName: 'GITHUB_CLIENT_ID' | 'OIDC_CLIENT_ID',
  secretName: 'GITHUB_CLIENT_SECRET' | 'OIDC_CLIENT_SECRET',
): SignInClient | null {
  const clientId = settings[idName];
  const clientSecret = settings[secretName];
  if (clientId !== null && clientSecret !== null) return { clientId, clientSecret };
  if (clientId === null && clientSecret === null) return null;
  throw new ConfigError(`${idName} and ${secretName} belong together: set both or none.`);
}
