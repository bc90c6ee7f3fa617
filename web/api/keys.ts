import type { Challenge, CreateKeyResponse, Fingerprint, Proof } from '../../shared/playground.ts';
import { readErrorBody } from './error-body.ts';
import { ApiProblem } from './errors.ts';
import { readQuota } from './quota.ts';
import { fieldsOf, isFields, numberOf, textOf, type Fields } from './read.ts';
import { jsonPost, readBody, type SendRequest } from './request.ts';

/** @returns the proof of work that a key will need, or `null` where none is needed. Makes no key. */
export async function askChallenge(
  send: SendRequest,
  fingerprint: Fingerprint,
  signal: AbortSignal,
): Promise<Challenge | null> {
  const init = { ...jsonPost({ fingerprint }), signal };
  const body = await readBody(await send('/api/v1/playground/challenges', init));
  const challenge = isFields(body) ? body['challenge'] : null;
  return isChallenge(challenge) ? challenge : null;
}

export async function createKey(
  send: SendRequest,
  fingerprint: Fingerprint,
  proof: Proof | undefined,
  signal: AbortSignal,
): Promise<CreateKeyResponse> {
  const init = { ...jsonPost({ fingerprint, proof }), signal };
  const response = await send('/api/v1/playground/keys', init);
  const created = readCreatedKey(await readBody(response));
  if (created !== null) return created;
  const requestId = response.headers.get('x-request-id') ?? '';
  throw new ApiProblem(readErrorBody(null, response.status, requestId));
}

/** The solver gets the challenge unchanged: the signature also covers members that are not checked here. */
export function isChallenge(value: unknown): value is Challenge {
  if (!isFields(value)) return false;
  const parameters = fieldsOf(value, 'parameters');
  return (
    textOf(parameters, 'nonce') !== null &&
    textOf(parameters, 'salt') !== null &&
    textOf(parameters, 'keyPrefix') !== null &&
    numberOf(parameters, 'cost') !== null
  );
}

/** @returns `null` where a field is missing that every use of the key needs. */
function readCreatedKey(value: unknown): CreateKeyResponse | null {
  if (!isFields(value)) return null;
  const apiKey = textOf(value, 'api_key');
  const organizationId = textOf(value, 'organization_id');
  const quota = readQuota(value['quota']);
  if (apiKey === null || organizationId === null || quota === null) return null;
  return {
    api_key: apiKey,
    organization_id: organizationId,
    quota,
    visitor: textOf(value, 'visitor') === 'returning' ? 'returning' : 'new',
    recognized_by: readRecognition(value),
    upgrade_url: textOf(value, 'upgrade_url') ?? '/upgrade',
  };
}

const RECOGNITIONS = { device: true, browser_and_network: true, none: true } satisfies Record<
  CreateKeyResponse['recognized_by'],
  true
>;

function readRecognition(fields: Fields): CreateKeyResponse['recognized_by'] {
  const told = textOf(fields, 'recognized_by') ?? '';
  const isKnown = (name: string): name is keyof typeof RECOGNITIONS =>
    Object.hasOwn(RECOGNITIONS, name);
  return isKnown(told) ? told : 'none';
}
