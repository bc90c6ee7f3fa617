import type {
  ApiKey,
  CreateApiKeyRequest,
  CreatedApiKey,
  KeyStatus,
} from '../../shared/api-keys.ts';
import { ApiProblem } from './errors.ts';
import { readErrorBody } from './error-body.ts';
import { fieldsOf, flagOf, isFields, listOf, textOf, type Fields } from './read.ts';
import { jsonPost, readBody, type SendRequest } from './request.ts';

/** Live keys of an organization. `send` is that of the organization, see `organization.ts`. */
export async function listApiKeys(send: SendRequest): Promise<ApiKey[]> {
  const body = await readBody(await send('api-keys'));
  return isFields(body) ? listOf(body, 'api_keys').filter(isFields).map(readApiKey) : [];
}

export async function createApiKey(
  send: SendRequest,
  request: CreateApiKeyRequest,
): Promise<CreatedApiKey> {
  return readCreated(await send('api-keys', jsonPost(request)));
}

/** @returns the new key. The old one works for `overlapSeconds` more. */
export async function rotateApiKey(
  send: SendRequest,
  keyId: string,
  overlapSeconds: number,
): Promise<CreatedApiKey> {
  const path = `api-keys/${encodeURIComponent(keyId)}/rotate`;
  return readCreated(await send(path, jsonPost({ overlap_seconds: overlapSeconds })));
}

export async function revokeApiKey(send: SendRequest, keyId: string): Promise<void> {
  await send(`api-keys/${encodeURIComponent(keyId)}`, { method: 'DELETE' });
}

/** Names of the modules that a key may be limited to. */
export async function listPlanModules(send: SendRequest): Promise<string[]> {
  const body = await readBody(await send('plan'));
  const entitlements = fieldsOf(isFields(body) ? body : {}, 'entitlements');
  return listOf(entitlements, 'modules')
    .filter(isFields)
    .filter((module) => flagOf(module, 'installed') !== false)
    .flatMap((module) => textOf(module, 'name') ?? []);
}

async function readCreated(response: Response): Promise<CreatedApiKey> {
  const body = await readBody(response);
  const secret = isFields(body) ? textOf(body, 'secret') : null;
  if (!isFields(body) || secret === null) {
    // Without its secret the key is of no use, and no other answer contains the secret.
    const requestId = response.headers.get('x-request-id') ?? '';
    throw new ApiProblem(readErrorBody(null, response.status, requestId));
  }
  return { secret, api_key: readApiKey(fieldsOf(body, 'api_key')) };
}

const STATUSES = {
  active: true,
  rotated: true,
  expired: true,
  revoked: true,
} satisfies Record<KeyStatus, true>;

function readApiKey(fields: Fields): ApiKey {
  return {
    id: textOf(fields, 'id') ?? '',
    name: textOf(fields, 'name'),
    prefix: 'sk-live-',
    last4: textOf(fields, 'last4') ?? '',
    status: readStatus(textOf(fields, 'status')),
    access: textOf(fields, 'access') === 'read' ? 'read' : 'full',
    modules: namesOrNull(fields, 'modules'),
    networks: namesOrNull(fields, 'networks'),
    created_by: textOf(fields, 'created_by'),
    created_at: textOf(fields, 'created_at') ?? '',
    last_used_at: textOf(fields, 'last_used_at'),
    expires_at: textOf(fields, 'expires_at'),
    replaced_by: textOf(fields, 'replaced_by'),
    requests_by_day: listOf(fields, 'requests_by_day').filter((count) => typeof count === 'number'),
  };
}

function readStatus(name: string | null): KeyStatus {
  const isKnown = (text: string): text is KeyStatus => Object.hasOwn(STATUSES, text);
  return name !== null && isKnown(name) ? name : 'active';
}

function namesOrNull(fields: Fields, name: string): string[] | null {
  if (!Array.isArray(fields[name])) return null;
  return listOf(fields, name).filter((each) => typeof each === 'string');
}
