import { Type, type Static } from 'typebox';

/** The error classes that clients parse. */
export const ErrorClass = Type.Union([
  Type.Literal('AuthenticationError'),
  Type.Literal('ForbiddenError'),
  Type.Literal('NotEntitledError'),
  Type.Literal('RateLimitError'),
  Type.Literal('UpstreamError'),
  Type.Literal('ValidationError'),
  Type.Literal('NotFoundError'),
  Type.Literal('ApiError'),
]);
export type ErrorClass = Static<typeof ErrorClass>;

/** The one error body (RFC 9457 members plus ours). A member that does not apply is absent, never null. */
export const ErrorBody = Type.Object({
  error: ErrorClass,
  code: Type.String({ description: 'Stable snake_case code that a program switches on' }),
  status: Type.Integer(),
  title: Type.String(),
  type: Type.String({ description: 'Link that opens an explanation' }),
  detail: Type.String({ description: 'One sentence for a person: what is wrong and what to do' }),
  request_id: Type.String(),
  field: Type.Optional(Type.String({ description: 'The field of the request that is wrong' })),
  charged: Type.Optional(Type.Boolean()),
  module: Type.Optional(Type.String()),
  upgrade_url: Type.Optional(Type.String()),
  retry_after: Type.Optional(Type.Integer({ description: 'Seconds' })),
  reset_at: Type.Optional(Type.String({ format: 'date-time' })),
  challenge: Type.Optional(Type.Unknown({ description: 'Proof of work to solve, on 428' })),
  stage: Type.Optional(
    Type.String({
      description: 'Where reaching the target failed: dns, connect, tls, timeout or http',
    }),
  ),
});
export type ErrorBody = Static<typeof ErrorBody>;
