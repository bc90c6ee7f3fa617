import { Type, type Static } from 'typebox';
import { Quota } from './discovery.ts';

/** A FingerprintJS component: `value`, or `error` where the browser could not give one. `duration` in ms. */
const Component = Type.Object(
  {
    value: Type.Optional(Type.Unknown()),
    error: Type.Optional(Type.Unknown()),
    duration: Type.Optional(Type.Number()),
  },
  { additionalProperties: false },
);

export const Fingerprint = Type.Object(
  {
    version: Type.String({ pattern: '^\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}$' }),
    components: Type.Record(Type.String({ pattern: '^[A-Za-z][A-Za-z0-9]{0,63}$' }), Component),
  },
  { additionalProperties: false },
);
export type Fingerprint = Static<typeof Fingerprint>;

/** altcha-lib version 2's challenge, returned as it was given. */
export const Challenge = Type.Object({
  parameters: Type.Object({
    algorithm: Type.String({ maxLength: 32 }),
    nonce: Type.String({ maxLength: 128 }),
    salt: Type.String({ maxLength: 128 }),
    cost: Type.Integer(),
    keyLength: Type.Integer(),
    keyPrefix: Type.String({ maxLength: 128 }),
    keySignature: Type.Optional(Type.String({ maxLength: 128 })),
    memoryCost: Type.Optional(Type.Integer()),
    parallelism: Type.Optional(Type.Integer()),
    expiresAt: Type.Optional(Type.Integer()),
    data: Type.Optional(
      Type.Record(
        Type.String({ maxLength: 64 }),
        Type.Union([Type.String({ maxLength: 256 }), Type.Number(), Type.Boolean(), Type.Null()]),
      ),
    ),
  }),
  signature: Type.Optional(Type.String({ maxLength: 128 })),
});
export type Challenge = Static<typeof Challenge>;

const Solution = Type.Object({
  counter: Type.Integer({ minimum: 0, maximum: 0xffffffff }),
  derivedKey: Type.String({ maxLength: 128, pattern: '^([0-9a-f]{2})+$' }),
  time: Type.Optional(Type.Number()),
});

export const Proof = Type.Object({ challenge: Challenge, solution: Solution });
export type Proof = Static<typeof Proof>;

/** Asks which challenge must be solved for a key with this fingerprint. */
export const ChallengeRequest = Type.Object(
  { fingerprint: Fingerprint },
  { additionalProperties: false },
);
export type ChallengeRequest = Static<typeof ChallengeRequest>;

export const ChallengeResponse = Type.Object({
  challenge: Type.Union([Challenge, Type.Null()], {
    description: 'null where the caller gets a key without a proof of work',
  }),
});

export const CreateKeyRequest = Type.Object(
  { fingerprint: Fingerprint, proof: Type.Optional(Proof) },
  { additionalProperties: false },
);
export type CreateKeyRequest = Static<typeof CreateKeyRequest>;

export const CreateKeyResponse = Type.Object({
  api_key: Type.String({ description: 'Shown once' }),
  organization_id: Type.String({ format: 'uuid' }),
  quota: Quota,
  visitor: Type.Union([Type.Literal('new'), Type.Literal('returning')]),
  recognized_by: Type.Union([
    Type.Literal('device'),
    Type.Literal('browser_and_network'),
    Type.Literal('none'),
  ]),
  upgrade_url: Type.String(),
});
export type CreateKeyResponse = Static<typeof CreateKeyResponse>;
