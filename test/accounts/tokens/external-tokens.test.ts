import { createSecretKey } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createExternalIssuer } from '../../../server/accounts/tokens/external-issuer.ts';
import { createRemoteKeys } from '../../../server/accounts/tokens/remote-keys.ts';
import type { OrganizationId } from '../../../server/identifiers/ids.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { issuerKey, KeyServer, signWith } from './provider.ts';
import { AUDIENCE, ISSUER, newOrganizationId, newUserId, tokenDesk } from './token-desk.ts';

const EXTERNAL = 'https://login.corp.example';
const EXTERNAL_AUDIENCE = 'playground';
const key = issuerKey('one');
const clock = new FakeClock();
let server: KeyServer;
beforeAll(async () => {
  server = await KeyServer.start();
});
afterAll(() => server.stop());
beforeEach(() => {
  server.keys = [key.jwk];
  server.instead = null;
  server.asked = 0;
});

const linked = newUserId();
const known = newUserId();
const first = newOrganizationId();
const second = newOrganizationId();
const memberOf = new Map<string, OrganizationId[]>();
beforeEach(() => {
  memberOf.set(linked, [first]);
  memberOf.set(known, [first]);
});

const desk = () => wholeDesk().tokens;
function wholeDesk() {
  const external = createExternalIssuer({
    issuer: EXTERNAL,
    audience: EXTERNAL_AUDIENCE,
    keys: createRemoteKeys(server.url, { clock, fetch }),
    clock,
  });
  return tokenDesk({
    clock,
    external,
    people: {
      linkedTo: async (issuer, subject) =>
        issuer === EXTERNAL && subject === 'sub-1' ? linked : null,
      withVerifiedEmail: async (email) => (email === 'ada@corp.example' ? known : null),
      membershipsOf: async (userId) =>
        (memberOf.get(userId) ?? []).map((organizationId) => ({
          organizationId,
          organizationName: 'Acme',
          role: 'member',
        })),
    },
  });
}

const seconds = (offset = 0) => Math.floor(clock.now() / 1000) + offset;
const sound = (claims: Record<string, unknown> = {}) => ({
  ...{ iss: EXTERNAL, aud: EXTERNAL_AUDIENCE, sub: 'sub-1' },
  ...{ iat: seconds(), exp: seconds(3_600) },
  ...claims,
});
const verdict = async (claims: Record<string, unknown> = {}, header = {}, tokens = desk()) =>
  tokens.verify(await signWith(key, sound(claims), header));

describe('a token of the external issuer', () => {
  it('belongs to the account that is linked with its subject', async () => {
    expect(await verdict()).toEqual({
      kind: 'valid',
      userId: linked,
      organizationId: first,
      expiresAtMs: seconds(3_600) * 1000,
    });
  });

  it('belongs to the account with its address where the issuer verified that', async () => {
    const claims = { sub: 'sub-2', email: 'Ada@Corp.example', email_verified: true };
    expect(await verdict(claims)).toMatchObject({ kind: 'valid', userId: known });
  });

  it.each([false, 'true', 1, undefined])(
    'belongs to nobody by an address with email_verified %j',
    async (isVerified) => {
      const claims = { sub: 'sub-2', email: 'ada@corp.example', email_verified: isVerified };
      expect(await verdict(claims)).toEqual({ kind: 'no_account' });
    },
  );

  it('is for the organization that it names', async () => {
    memberOf.set(linked, [first, second]);
    expect(await verdict({ organization_id: second })).toMatchObject({ organizationId: second });
  });

  it('is for no organization where it names none and its owner has two or none', async () => {
    memberOf.set(linked, [first, second]);
    expect(await verdict()).toEqual({ kind: 'no_organization' });
    memberOf.set(linked, []);
    expect(await verdict()).toEqual({ kind: 'no_organization' });
  });

  it('is looked up again at each use: a person who left is not remembered', async () => {
    const tokens = desk();
    const token = await signWith(key, sound());
    expect(await tokens.verify(token)).toMatchObject({ kind: 'valid' });
    memberOf.set(linked, []);
    expect(await tokens.verify(token)).toEqual({ kind: 'no_organization' });
  });

  it.each([
    ['another audience', { aud: 'other' }, {}],
    ['no audience', { aud: undefined }, {}],
    ['another issuer', { iss: 'https://evil.example' }, {}],
    ['our own issuer', { iss: ISSUER, aud: AUDIENCE }, { typ: 'at+jwt' }],
    ['no expiry', { exp: undefined }, {}],
    ['no subject', { sub: undefined }, {}],
    ['an organization that is not a UUID', { organization_id: 'acme' }, {}],
    ['a time of issue in the future', { iat: Math.floor(clock.now() / 1000) + 31 }, {}],
    ['a start in the future', { nbf: Math.floor(clock.now() / 1000) + 31 }, {}],
    ['the type of a logout token', {}, { typ: 'logout+jwt' }],
    ['an unknown key ID', {}, { kid: 'two' }],
  ])('is refused with %s, although the issuer signed it', async (_what, claims, header) => {
    expect(await verdict(claims, header)).toEqual({ kind: 'invalid' });
  });

  it('expires, give or take half a minute', async () => {
    expect(await verdict({ exp: seconds(-29) })).toMatchObject({ kind: 'valid' });
    expect(await verdict({ exp: seconds(-30) })).toEqual({ kind: 'expired' });
  });

  it('is refused with HS256 and the issuer’s public key as the secret', async () => {
    for (const format of ['der', 'pem'] as const) {
      const secret = key.publicKey.export({ format: format as 'pem', type: 'spki' });
      const token = await new SignJWT(sound())
        .setProtectedHeader({ alg: 'HS256', kid: 'one' })
        .sign(createSecretKey(Buffer.from(secret)));
      expect(await desk().verify(token)).toEqual({ kind: 'invalid' });
    }
  });

  it('is refused with another key of the same ID, and with a symmetric key in the issuer’s set', async () => {
    const other = issuerKey('one');
    expect(await desk().verify(await signWith(other, sound()))).toEqual({ kind: 'invalid' });
    const secret = Buffer.from('a symmetric secret of 32 letters');
    server.keys = [{ kty: 'oct', k: secret.toString('base64url'), kid: 'one' }];
    const token = await new SignJWT(sound())
      .setProtectedHeader({ alg: 'HS256', kid: 'one' })
      .sign(secret);
    expect(await desk().verify(token)).toEqual({ kind: 'invalid' });
  });

  it('is not believed with the signature of our own key', async () => {
    const { keys, tokens } = wholeDesk();
    const { kid, privateKey } = keys.current();
    const token = await new SignJWT(sound())
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid })
      .sign(privateKey);
    expect(await tokens.verify(token)).toEqual({ kind: 'invalid' });
  });

  it('is not believed as our own with the issuer’s signature and the ID of our key', async () => {
    const { keys, tokens } = wholeDesk();
    const claims = { iss: ISSUER, aud: AUDIENCE, sub: linked, organization_id: first };
    const header = { kid: keys.current().kid, typ: 'at+jwt' };
    const token = await signWith(key, sound(claims), header);
    expect(await tokens.verify(token)).toEqual({ kind: 'invalid' });
  });
});

describe('the external issuer’s keys', () => {
  it('are asked for once, and again for a key ID that is new', async () => {
    const tokens = desk();
    for (let i = 0; i < 5; i += 1) await verdict({ jti: String(i) }, {}, tokens);
    expect(server.asked).toBe(1);
  });

  it('are not asked for again at each made-up key ID', async () => {
    const tokens = desk();
    for (let i = 0; i < 20; i += 1) await verdict({}, { kid: `made-up ${i}` }, tokens);
    expect(server.asked).toBe(1);
  });

  it.each([
    ['fails', { status: 500, body: '' }],
    ['is not JSON', { status: 200, body: '<html>' }],
    ['has no keys', { status: 200, body: '{}' }],
    ['is larger than 256 KB', { status: 200, body: `{"keys":[],"x":"${'x'.repeat(300_000)}"}` }],
  ])(
    'give 503 while the answer %s, and leave the issuer alone for five seconds',
    async (_what, instead) => {
      server.instead = instead;
      const tokens = desk();
      for (let i = 0; i < 5; i += 1) {
        await expect(verdict({}, {}, tokens)).rejects.toMatchObject({ code: 'overloaded' });
      }
      expect(server.asked).toBe(1);
      server.instead = null;
      clock.advance(5_000);
      expect(await verdict({}, {}, tokens)).toMatchObject({ kind: 'valid' });
    },
  );

  it('are not fetched from where a redirect leads', async () => {
    const elsewhere = await KeyServer.start();
    elsewhere.keys = [key.jwk];
    server.instead = { status: 302, body: '', location: elsewhere.url.href };
    await expect(verdict()).rejects.toMatchObject({ code: 'overloaded' });
    expect(elsewhere.asked).toBe(0);
    elsewhere.stop();
  });
});
