import { Type, type Static } from 'typebox';

const closed = { additionalProperties: false };
const Uuid = Type.String({ format: 'uuid' });
const Time = Type.String({ format: 'date-time' });
const TimeOrNull = Type.Union([Time, Type.Null()]);
const TextOrNull = Type.Union([Type.String(), Type.Null()]);

export const KeyAccess = Type.Union([Type.Literal('read'), Type.Literal('full')]);
export type KeyAccess = Static<typeof KeyAccess>;

export const KeyStatus = Type.Union([
  Type.Literal('active'),
  /** Replaced by a rotation, and valid until `expires_at`. */
  Type.Literal('rotated'),
  Type.Literal('expired'),
  Type.Literal('revoked'),
]);
export type KeyStatus = Static<typeof KeyStatus>;

/** A live key as the dashboard lists it. The secret is not in it. */
export const ApiKey = Type.Object({
  id: Uuid,
  name: TextOrNull,
  prefix: Type.Literal('sk-live-'),
  last4: Type.String(),
  status: KeyStatus,
  access: KeyAccess,
  /** Modules that the key may use. Null: all modules of the plan. */
  modules: Type.Union([Type.Array(Type.String()), Type.Null()]),
  /** CIDRs that the key may be used from. Null: any network. */
  networks: Type.Union([Type.Array(Type.String()), Type.Null()]),
  /** The member's name or address. Null for a key of the operator's command. */
  created_by: TextOrNull,
  created_at: Time,
  /** Up to a minute old. Null: never used. */
  last_used_at: TimeOrNull,
  expires_at: TimeOrNull,
  /** The key that replaced this one, or null. */
  replaced_by: Type.Union([Uuid, Type.Null()]),
  /** Requests on each of the last 30 UTC days, oldest first, today last. */
  requests_by_day: Type.Array(Type.Integer(), { minItems: 30, maxItems: 30 }),
});
export type ApiKey = Static<typeof ApiKey>;

export const ApiKeyList = Type.Object({ api_keys: Type.Array(ApiKey) });
export type ApiKeyList = Static<typeof ApiKeyList>;

export const CreateApiKeyRequest = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' }),
    access: Type.Optional(KeyAccess),
    modules: Type.Optional(
      Type.Union([Type.Array(Type.String(), { minItems: 1, maxItems: 20 }), Type.Null()]),
    ),
    networks: Type.Optional(
      Type.Union([
        Type.Array(Type.String({ maxLength: 50 }), { minItems: 1, maxItems: 50 }),
        Type.Null(),
      ]),
    ),
    expires_at: Type.Optional(TimeOrNull),
  },
  closed,
);
export type CreateApiKeyRequest = Static<typeof CreateApiKeyRequest>;

/** How long the old key works beside the new one, in seconds: 0 to 7 days. */
export const RotateApiKeyRequest = Type.Object(
  { overlap_seconds: Type.Integer({ minimum: 0, maximum: 7 * 24 * 3600 }) },
  closed,
);
export type RotateApiKeyRequest = Static<typeof RotateApiKeyRequest>;

/** The answer to making or rotating a key, the only one that contains its secret. */
export const CreatedApiKey = Type.Object({
  secret: Type.String({ description: 'Shown only this once' }),
  api_key: ApiKey,
});
export type CreatedApiKey = Static<typeof CreatedApiKey>;

/** What `GET /api/v1/key` answers: what the caller's own credential may do. */
export const KeyDescription = Type.Object({
  kind: Type.Union([Type.Literal('live'), Type.Literal('test'), Type.Literal('jwt')]),
  organization_id: Uuid,
  organization_name: Type.String(),
  plan: Type.String(),
  modules: Type.Array(Type.Object({ name: Type.String(), installed: Type.Boolean() })),
  access: KeyAccess,
  limits: Type.Array(
    Type.Object({
      name: Type.String(),
      limit: Type.Union([Type.Integer(), Type.Null()]),
      remaining: Type.Union([Type.Integer(), Type.Null()]),
      /** Absent for a quota that never resets. */
      reset_at: Type.Optional(Time),
    }),
  ),
  expires_at: TimeOrNull,
  /** The key's last four characters; null for a JWT. */
  last4: TextOrNull,
});
export type KeyDescription = Static<typeof KeyDescription>;

/** Reports a key that somebody found in public. */
export const LeakedKeyReport = Type.Object(
  { key: Type.String({ minLength: 1, maxLength: 200 }) },
  closed,
);
export type LeakedKeyReport = Static<typeof LeakedKeyReport>;

/** The answer is the same for a key that existed and one that did not, once it has the form of a key. */
export const LeakedKeyAnswer = Type.Object({ received: Type.Boolean() });
export type LeakedKeyAnswer = Static<typeof LeakedKeyAnswer>;
