import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../server/config/config.ts';
import { ownOrigins } from '../../server/config/own-origins.ts';
import { readConfig } from '../../server/config/read-config.ts';
import { VARIABLES } from '../../server/config/variables.ts';

describe('configuration', () => {
  it('has a safe default for everything', () => {
    expect(readConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 8787,
      demoPort: 8788,
      demoSite: true,
      trustedProxies: [],
      allowedSites: [],
      allowedPrivateTargets: '',
      playgroundSeats: 1,
      upgradeUrl: '/upgrade',
      production: false,
    });
  });

  it('has no demo shop in production unless it is asked for', () => {
    expect(readConfig({ NODE_ENV: 'production' }).demoSite).toBe(false);
    expect(readConfig({ NODE_ENV: 'production', DEMO_SITE: 'on' }).demoSite).toBe(true);
  });

  it.each([
    ['PORT', '80a'],
    ['PORT', '65536'],
    ['HOST', 'no host'],
    ['PUBLIC_URL', 'play.example'],
    ['PUBLIC_URL', 'https://play.example/path'],
    ['TRUSTED_PROXIES', '10.0.0.0/40'],
    ['TRUSTED_PROXIES', '010.0.0.1'],
    ['ALLOWED_SITES', 'https://docs.example.com/page'],
    ['ALLOWED_SITES', '*'],
    ['DEMO_SITE', 'yes'],
    ['PLAYGROUND_SEATS', '0'],
    ['UPGRADE_URL', 'javascript:alert(1)'],
    ['UPGRADE_URL', '//evil.example'],
    ['MODULE_UPSTREAMS', 'evadr=https://evadr.internal'],
    ['MODULE_UPSTREAMS', '[]'],
    ['SIGN_UP', 'everybody'],
    ['SIGN_UP', '@example.com'],
    ['MAIL_FROM', 'nobody'],
    ['OIDC_ISSUER', 'login.example'],
    ['JWT_ISSUER', 'login.example'],
    ['JWT_AUDIENCE', 'two words'],
    ['JWKS_URL', 'http://login.example/jwks'],
    ['JWKS_URL', 'file:///etc/passwd'],
    ['LOG_LEVEL', 'loud'],
    ['NODE_ENV', 'prod'],
  ])('refuses %s=%s, naming the variable, what was given and what is allowed', (name, value) => {
    const read = () => readConfig({ [name]: value });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(new RegExp(`^${name} is .*${RegExp.escape(value)}.*but must be .+\\.$`));
  });

  it('never repeats a secret', () => {
    expect(() => readConfig({ PEPPER: 'short secret' })).toThrow(/^PEPPER is 12 characters/);
    expect(() => readConfig({ EGRESS_PROXY: 'socks5://me:word@a' })).toThrow(
      /^EGRESS_PROXY is 18 characters, but must be an http/,
    );
  });

  it('takes an upstream as a URL, or as an object that says what reads', () => {
    const setting = {
      evadr: 'https://evadr.internal',
      nexus: { url: 'http://10.0.0.5:9000/v2', reads: ['POST /search'], openapi: '/openapi.json' },
    };
    const { moduleUpstreams } = readConfig({ MODULE_UPSTREAMS: JSON.stringify(setting) });
    expect(moduleUpstreams['evadr']).toMatchObject({ reads: [], openapi: null });
    expect(moduleUpstreams['evadr']?.url.href).toBe('https://evadr.internal/');
    expect(moduleUpstreams['nexus']?.url.href).toBe('http://10.0.0.5:9000/v2/');
    expect(moduleUpstreams['nexus']).toMatchObject(
      JSON.parse('{"reads":["POST /search"],"openapi":"/openapi.json"}'),
    );
  });

  it.each([
    { url: 'https://user:word@evadr.internal' },
    { url: 'ftp://evadr.internal' },
    { url: 'https://evadr.internal?key=1' },
    { url: 'https://evadr.internal', reads: ['SEARCH'] },
    { url: 'https://evadr.internal', openapi: 'https://elsewhere.example/' },
    { url: 'https://evadr.internal', openapi: '//elsewhere.example/' },
    { url: 'https://evadr.internal', read: ['POST /search'] },
    {},
    7,
  ])('refuses the upstream %j', (setting) => {
    const environment = { MODULE_UPSTREAMS: JSON.stringify({ evadr: setting }) };
    expect(() => readConfig(environment)).toThrow(/^MODULE_UPSTREAMS is /);
  });

  it('takes a sign-in beside the password whole or not at all', () => {
    const github = { GITHUB_CLIENT_ID: 'id', GITHUB_CLIENT_SECRET: 'secret' };
    expect(readConfig(github).accounts.github).toEqual({ clientId: 'id', clientSecret: 'secret' });
    expect(() => readConfig({ GITHUB_CLIENT_ID: 'id' })).toThrow('GITHUB_CLIENT_SECRET');
    const oidc = { OIDC_CLIENT_ID: 'id', OIDC_CLIENT_SECRET: 'secret' };
    expect(() => readConfig(oidc)).toThrow('OIDC_ISSUER');
    expect(
      readConfig({ ...oidc, OIDC_ISSUER: 'https://login.example/' }).accounts.oidc,
    ).toMatchObject({ issuer: 'https://login.example', name: 'Single sign-on' });
  });

  it('knows where people reach the service, and in production does not guess it', () => {
    const origins = (environment: Record<string, string>) => ownOrigins(readConfig(environment));
    expect(origins({})).toEqual(['http://localhost:8787', 'http://127.0.0.1:8787']);
    expect(origins({ PUBLIC_URL: 'https://play.example' })).toEqual(['https://play.example']);
    expect(origins({ NODE_ENV: 'production' })).toBeNull();
  });

  it('takes an external issuer whole or not at all', () => {
    const whole = {
      JWT_ISSUER: 'https://login.example/',
      JWT_AUDIENCE: 'playground',
      JWKS_URL: 'https://login.example/jwks',
    };
    expect(readConfig(whole).externalIssuer).toMatchObject({
      issuer: 'https://login.example/',
      audience: 'playground',
    });
    expect(readConfig({}).externalIssuer).toBeNull();
    for (const name of Object.keys(whole)) {
      expect(() => readConfig({ ...whole, [name]: '' })).toThrow(`${name} must be set too`);
    }
    const local = readConfig({ ...whole, JWKS_URL: 'http://127.0.0.1:9000/jwks' });
    expect(local.externalIssuer?.jwksUrl.port).toBe('9000');
  });

  it('refuses a setting that this version does not have, rather than ignore it', () => {
    expect(() => readConfig({ DATABASE_URL: 'postgres://x' })).toThrow(/DATABASE_URL is set/);
    expect(() => readConfig({ PLAYGROUND_SEAT: '3' })).toThrow(/PLAYGROUND_SEATS/);
  });

  it('is listed whole in .env.example, with the true defaults', () => {
    const text = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
    const listed = Object.fromEntries(
      text.split('\n').flatMap((line) => {
        const match = /^#?([A-Z_]+)=(.*)$/.exec(line);
        return match ? [[match[1], match[2]]] : [];
      }),
    );
    const defaults = Object.fromEntries(
      Object.entries(VARIABLES).map(([name, variable]) => [name, variable.default]),
    );
    expect(listed).toEqual(defaults);
  });
});
