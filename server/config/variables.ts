import { parseCidr } from '../client-address/network.ts';
import { parseOrigin } from '../client-address/origin.ts';
import { parsePeppers, parseSecret } from './parse-secrets.ts';
import { parseSignUp } from './parse-sign-up.ts';
import { parseUpstreams } from './parse-upstreams.ts';
import {
  parseHttpUrl,
  parseIssuer,
  parseKeySetUrl,
  parseProxy,
  parseSmtpUrl,
  parseUpgradeUrl,
} from './parse-urls.ts';
import { integer, list, matching, oneOf, optional, variable } from './variable.ts';

const clientText = (allowed: string) =>
  variable({
    default: '',
    allowed,
    parse: optional(matching(/^\S{1,500}$/)),
    secret: true,
  });

/** Every setting of the service. `.env.example` explains each. */
export const VARIABLES = {
  HOST: variable({
    default: '127.0.0.1',
    allowed: 'an IP address or host name to listen on',
    parse: matching(/^[0-9A-Za-z.:_-]{1,253}$/),
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
    parse: optional(parseOrigin),
  }),
  PEPPER: variable({
    default: '',
    allowed:
      'at least 32 random characters; after a rotation the new pepper, a comma and the old ones',
    parse: optional((text) => parsePeppers(text.split(','))),
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
    parse: optional(parseProxy),
    secret: true,
  }),
  DEMO_SITE: variable({
    default: '',
    allowed: 'on or off (by default on, and off where NODE_ENV is production)',
    parse: optional(oneOf('on', 'off')),
  }),
  DEMO_PORT: variable({
    default: '',
    allowed: 'a port from 0 to 65535 (by default the one after PORT)',
    parse: optional(integer(0, 65535)),
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
    parse: matching(/^[^\s]{0,500}$/),
  }),
  JWKS_URL: variable({
    default: '',
    allowed: 'the https URL of your issuer’s key set (http only for this machine)',
    parse: optional(parseKeySetUrl),
  }),
  OPERATOR_CONTACT: variable({
    default: '',
    allowed: 'an email address or an http(s) URL',
    parse: optional(matching(/^(https?:\/\/[^\s<>"]{1,200}|[^\s<>"@]{1,64}@[^\s<>"@]{1,190})$/)),
  }),
  SIGN_UP: variable({
    default: 'open',
    allowed: 'open, closed, or the domains that may sign up, such as example.com,example.org',
    parse: parseSignUp,
  }),
  AUTH_SECRET: variable({
    default: '',
    allowed: 'at least 32 random characters',
    parse: optional(parseSecret),
    secret: true,
  }),
  SMTP_URL: variable({
    default: '',
    allowed: 'the URL of a mail server, such as smtps://user:password@mail.example:465',
    parse: optional(parseSmtpUrl),
    secret: true,
  }),
  MAIL_FROM: variable({
    default: 'KLOAKD Playground <noreply@localhost>',
    allowed: 'the sender of mails, such as Playground <noreply@play.example>',
    parse: matching(/^[^\r\n]{1,100}@[^\r\n@]{1,190}$/),
  }),
  GITHUB_CLIENT_ID: clientText('the client ID of a GitHub OAuth app'),
  GITHUB_CLIENT_SECRET: clientText('the client secret of the GitHub OAuth app'),
  OIDC_ISSUER: variable({
    default: '',
    allowed: 'the issuer of an OpenID provider, such as https://login.example.com',
    parse: optional(parseIssuer),
  }),
  OIDC_CLIENT_ID: clientText('the client ID at the OpenID provider'),
  OIDC_CLIENT_SECRET: clientText('the client secret at the OpenID provider'),
  OIDC_NAME: variable({
    default: 'Single sign-on',
    allowed: 'the name of the OpenID provider on the sign-in page, at most 40 characters',
    parse: matching(/^\S.{0,39}$/),
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
