import { createSecretKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { base64url, decodeJwt, decodeProtectedHeader, importJWK, jwtVerify, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { VerdictCache } from '../../../server/accounts/tokens/verdict-cache.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { AUDIENCE, ISSUER, newOrganizationId, newUserId, tokenDesk } from './token-desk.ts';

const clock = new FakeClock();
const desk = tokenDesk({ clock });
const { tokens, keys } = desk;
const userId = newUserId();
const organizationId = newOrganizationId();
const seconds = () => Math.floor(clock.now() / 1000);

interface Forgery {
  header?: Record<string, unknown>;
  claims?: Record<string, unknown>;
  key?: Parameters<SignJWT['sign']>[0];
}

/** A token like our own, except for what the test changes; signed with our own key unless told otherwise. */
function forge({ header = {}, claims = {}, key }: Forgery): Promise<string> {
  const own = keys.current();
  const now = seconds();
  const sound = {
    ...{ iss: ISSUER, aud: AUDIENCE, sub: userId, organization_id: organizationId },
    ...{ iat: now, exp: now + 300 },
  };
  return new SignJWT({ ...sound, ...claims })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: own.kid, ...header })
    .sign(key ?? own.privateKey, { crit: { 'new-rule': true } });
}
const verdict = async (forgery: Forgery) => tokens.verify(await forge(forgery));
const verdictKind = async (forgery: Forgery) => (await verdict(forgery)).kind;

describe('a token of this service', () => {
  it('says whose it is, for which organization and until when', async () => {
    const { token, expiresAtMs } = await tokens.issue(userId, organizationId);
    expect(expiresAtMs).toBe(clock.now() + 300_000);
    const valid = { kind: 'valid', userId, organizationId, expiresAtMs };
    expect(await tokens.verify(token)).toEqual(valid);
    expect(await tokens.verify(token)).toEqual(valid);
    expect(decodeProtectedHeader(token)).toEqual({
      alg: 'ES256',
      typ: 'at+jwt',
      kid: keys.current().kid,
    });
    expect(decodeJwt(token)).toMatchObject({ iss: ISSUER, aud: AUDIENCE, sub: userId });
    expect(decodeJwt(token).jti).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is verified by anyone who has the published keys', async () => {
    const { token } = await tokens.issue(userId, organizationId);
    const [jwk] = tokens.publicJwks();
    const { payload } = await jwtVerify(token, await importJWK(jwk ?? {}), {
      currentDate: new Date(clock.now()),
    });
    expect(payload).toMatchObject({ organization_id: organizationId });
  });

  it('is accepted in the form that the forgeries below change', async () => {
    expect(await verdictKind({})).toBe('valid');
  });

  it('expires after five minutes and half a minute for clocks, although it was remembered', async () => {
    const { token } = await tokens.issue(userId, organizationId);
    expect(await tokens.verify(token)).toMatchObject({ kind: 'valid' });
    clock.advance(329_000);
    expect(await tokens.verify(token)).toMatchObject({ kind: 'valid' });
    clock.advance(1_000);
    expect(await tokens.verify(token)).toEqual({ kind: 'expired' });
  });

  it.each([
    ['another audience', { claims: { aud: 'https://else.example/api' } }],
    ['no audience', { claims: { aud: undefined } }],
    ['another issuer', { claims: { iss: 'https://else.example' } }],
    ['no issuer', { claims: { iss: undefined } }],
    ['no expiry', { claims: { exp: undefined } }],
    ['no time of issue', { claims: { iat: undefined } }],
    ['no subject', { claims: { sub: undefined } }],
    ['a subject that is not a UUID', { claims: { sub: 'admin' } }],
    ['no organization', { claims: { organization_id: undefined } }],
    ['an organization that is not a UUID', { claims: { organization_id: '*' } }],
    ['a list of organizations', { claims: { organization_id: [organizationId] } }],
    ['the type of an ID token', { header: { typ: 'JWT' } }],
    ['the type of an assertion', { header: { typ: 'assertion+jwt' } }],
    ['no type', { header: { typ: undefined } }],
    ['an extension that must be understood', { header: { crit: ['new-rule'], 'new-rule': 1 } }],
  ] satisfies [string, Forgery][])(
    'is refused with %s, although our key signed it',
    async (_what, forgery) => {
      expect(await verdictKind(forgery)).toBe('invalid');
    },
  );

  it.each([
    ['not yet valid', { nbf: 31 }, 'invalid'],
    ['valid within the half minute that clocks may differ', { nbf: 30 }, 'valid'],
    ['issued in the future', { iat: 31 }, 'invalid'],
    ['issued within the half minute that clocks may differ', { iat: 30 }, 'valid'],
    ['expired', { exp: -30 }, 'expired'],
    ['expired within the half minute that clocks may differ', { exp: -29 }, 'valid'],
    ['made to last longer than five minutes', { iat: -331, exp: 86_400 }, 'expired'],
  ] as const)('that is %s (%o seconds from now) is %s', async (_what, offsets, kind) => {
    const claims = Object.fromEntries(
      Object.entries(offsets).map(([name, offset]) => [name, seconds() + offset]),
    );
    expect(await verdictKind({ claims })).toBe(kind);
  });

  it('is refused unsigned (alg none), in every spelling', async () => {
    const { token } = await tokens.issue(userId, organizationId);
    const [, body = '', signature = ''] = token.split('.');
    for (const alg of ['none', 'None', 'NONE', 'nOnE']) {
      const header = base64url.encode(
        JSON.stringify({ alg, typ: 'at+jwt', kid: keys.current().kid }),
      );
      for (const end of ['', signature]) {
        expect(await tokens.verify(`${header}.${body}.${end}`)).toEqual({ kind: 'invalid' });
      }
    }
  });

  it('is refused when HS256 takes our public key for the secret, in each form the key is published in', async () => {
    const [jwk = {}] = tokens.publicJwks();
    const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
    const secrets = [
      Buffer.from(JSON.stringify(jwk)),
      publicKey.export({ format: 'der', type: 'spki' }),
      Buffer.from(publicKey.export({ format: 'pem', type: 'spki' })),
      Buffer.from(jwk.x ?? '', 'base64url'),
    ];
    for (const secret of secrets) {
      const key = createSecretKey(secret);
      expect(await verdictKind({ header: { alg: 'HS256' }, key })).toBe('invalid');
    }
  });

  it('is refused with a stranger’s signature, whatever the header says of where the key is', async () => {
    const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwk = { ...stranger.publicKey.export({ format: 'jwk' }), kid: 'theirs', alg: 'ES256' };
    let asked = 0;
    const server = createServer((_request, response) => {
      asked += 1;
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
    try {
      const headers = [{ jwk }, { jku: url }, { x5u: url }, { x5c: ['MIIB'] }];
      for (const extra of headers) {
        for (const kid of [keys.current().kid, 'theirs']) {
          const forged = { header: { ...extra, kid }, key: stranger.privateKey };
          expect(await verdictKind(forged), JSON.stringify(extra)).toBe('invalid');
        }
      }
      expect(asked).toBe(0);
    } finally {
      server.close();
    }
  });

  it('ignores jku, x5u and jwk beside a good signature', async () => {
    const header = { jku: 'http://127.0.0.1:1/', x5u: 'http://127.0.0.1:1/', jwk: { kty: 'oct' } };
    expect(await verdictKind({ header })).toBe('valid');
  });

  it.each([
    'unknown',
    '',
    '../../../../dev/null',
    "' OR 1=1 --",
    "x' UNION SELECT 'key",
    '__proto__',
    'constructor',
    'a'.repeat(200),
  ])('is refused with the key ID %j', async (kid) => {
    expect(await verdictKind({ header: { kid } })).toBe('invalid');
  });

  it('is refused without a key ID, or with one that is not text', async () => {
    expect(await verdictKind({ header: { kid: undefined } })).toBe('invalid');
    const { token } = await tokens.issue(userId, organizationId);
    const [, body, signature] = token.split('.');
    for (const kid of [1, true, null, ['a'], { a: 1 }]) {
      const header = base64url.encode(JSON.stringify({ alg: 'ES256', typ: 'at+jwt', kid }));
      expect(await tokens.verify(`${header}.${body}.${signature}`)).toEqual({ kind: 'invalid' });
    }
  });

  it('is refused with one changed character of its body', async () => {
    const { token } = await tokens.issue(userId, organizationId);
    const [header, body = '', signature] = token.split('.');
    const claims = { ...decodeJwt(token), organization_id: newOrganizationId() };
    const changed = base64url.encode(JSON.stringify(claims));
    expect(changed).not.toBe(body);
    expect(await tokens.verify(`${header}.${changed}.${signature}`)).toEqual({ kind: 'invalid' });
  });

  it('is refused past 4,096 characters, although our key signed it', async () => {
    expect(await verdictKind({ claims: { note: 'x'.repeat(2_000) } })).toBe('valid');
    expect(await verdictKind({ claims: { note: 'x'.repeat(4_000) } })).toBe('invalid');
  });

  it.each(['', 'a.b.c', '..', 'e30.e30.e30', `${base64url.encode('{"alg":')}.e30.e30`])(
    'is refused where it is %j',
    async (text) => expect(await tokens.verify(text)).toEqual({ kind: 'invalid' }),
  );
});

describe('an assertion for a module', () => {
  it('names the module and ends within a minute', async () => {
    const token = await tokens.assertTo('evadr', { organization_id: organizationId });
    const { exp = 0, ...claims } = decodeJwt(token);
    expect(claims).toMatchObject({ iss: ISSUER, aud: 'evadr', organization_id: organizationId });
    expect(exp).toBe(seconds() + 60);
  });

  it('is no token of this service, even for a module with the name of our audience', async () => {
    const claims = { sub: userId, organization_id: organizationId };
    for (const audience of ['evadr', AUDIENCE]) {
      const assertion = await tokens.assertTo(audience, claims);
      expect(await tokens.verify(assertion)).toEqual({ kind: 'invalid' });
    }
  });
});

describe('what is remembered of tokens', () => {
  it('stays within its bound, and forgets the oldest first', () => {
    const cache = new VerdictCache<{ expiresAtMs: number }>(clock, 3);
    for (const token of ['a', 'b', 'c', 'd'])
      cache.add(token, { expiresAtMs: clock.now() + 60_000 });
    expect(cache.find('a')).toBeNull();
    for (const token of ['b', 'c', 'd']) expect(cache.find(token)).not.toBeNull();
  });

  it('lasts five minutes at most, so that a key which an issuer withdrew is noticed', () => {
    const cache = new VerdictCache<{ expiresAtMs: number }>(clock);
    cache.add('long', { expiresAtMs: clock.now() + 86_400_000 });
    clock.advance(299_000);
    expect(cache.find('long')).not.toBeNull();
    clock.advance(1_000);
    expect(cache.find('long')).toBeNull();
  });
});
