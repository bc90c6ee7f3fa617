import type { ErrorCode } from '../../shared/error-codes.ts';
import { Problem } from '../problem.ts';
import type { KeyRestrictions } from '../storage/port/keys.ts';
import type { Call } from './call.ts';
import type { FailureThrottle } from './failure-throttle.ts';
import { findCredential, type Credential, type CredentialDeps } from './find-credential.ts';
import type { KeyNetworks } from './key-networks.ts';

export interface AuthenticateDeps extends CredentialDeps {
  failures: FailureThrottle;
}

/**
 * Stage 1: the key or token is valid, not revoked and not expired. A playground key was not used from too many
 * networks today; a live key is used from a network that it is allowed on. That is checked here and not with the
 * other restrictions of a key in stage 4, so that whoever stole it learns nothing more: not which organization it
 * belongs to, nor what is left of its quota.
 * @throws Problem 401; 403 `network_not_allowed`; 429 for a network with too many failures
 */
export async function authenticate(
  call: Pick<Call, 'authorization' | 'network' | 'address'>,
  deps: AuthenticateDeps & { keyNetworks: KeyNetworks },
): Promise<Credential> {
  const credential = await authenticateKey(call, deps);
  // Neither is counted as a failure: the caller holds a valid key, so it is not guessing.
  if (credential.kind === 'key') {
    checkAddress(call.address, credential.restrictions);
    await deps.keyNetworks.check(call.network, credential);
  }
  return credential;
}

function checkAddress(address: string, { networks }: KeyRestrictions): void {
  if (networks === null || networks.some((network) => network.contains(address))) return;
  throw new Problem(
    'network_not_allowed',
    'This key may not be used from your network: call from a network that it is allowed on, or use another key.',
  );
}

/**
 * The first half of stage 1. By itself it is enough to revoke a key, which must work from any network.
 * @throws Problem 401, or 429 for a network with too many failures
 */
export async function authenticateKey(
  { authorization, network }: Pick<Call, 'authorization' | 'network'>,
  deps: AuthenticateDeps,
): Promise<Credential> {
  deps.failures.check(network, authorization);
  try {
    const credential = await findCredential(authorization, deps);
    deps.failures.succeeded(authorization);
    return credential;
  } catch (error) {
    // Not counted: a request without a credential is no guess, and a fault of this server or an issuer is not the caller's.
    if (error instanceof Problem && !NOT_A_GUESS.has(error.code)) {
      deps.failures.failed(network, authorization);
    }
    throw error;
  }
}

const NOT_A_GUESS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'credential_missing',
  'overloaded',
]);
