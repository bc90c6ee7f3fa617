import { parseApiKey } from '../identifiers/api-key.ts';
import type { Random } from '../identifiers/random.ts';
import { Problem } from '../problem.ts';
import type { Storage } from '../storage/port.ts';
import type { KeyRecord } from '../storage/port/keys.ts';
import type { Clock } from '../time/clock.ts';
import { auditRecord } from './audit.ts';
import { keyLabel } from './keys.ts';
import type { NotifyOwners } from './notify-owners.ts';

export interface LeakDeps {
  storage: Pick<Storage, 'findKey' | 'reportLeakedKey'>;
  clock: Clock;
  random: Random;
  /** Null without a mail server. */
  notifyOwners: NotifyOwners | null;
  log: { error(details: object, message: string): void };
}

/**
 * Revokes a key that somebody found in public, at once and for good: whoever reports a key could also use it. The
 * answer, and the work before it, are the same whether or not such a key exists. The mail to the owners, which only an
 * existing key causes, is sent after the answer.
 * @throws Problem 400 for a text that cannot be a key of this service; no look-up is made for it
 */
export async function reportLeakedKey(text: string, deps: LeakDeps): Promise<void> {
  const parsed = parseApiKey(text.trim());
  if (!parsed) {
    throw new Problem(
      'invalid_field',
      'key is not a key of this service: send all of it, from “sk-” to its last character.',
      { field: 'key' },
    );
  }
  const key = await deps.storage.findKey(parsed.hash);
  const isRevoked = await deps.storage.reportLeakedKey({
    hash: parsed.hash,
    audit: key && key.tier === 'live' ? leakAudit(key, deps) : null,
    nowMs: deps.clock.now(),
  });
  if (isRevoked && key?.tier === 'live') void tell(key, deps);
}

const leakAudit = (key: KeyRecord, deps: LeakDeps) =>
  auditRecord(deps, {
    organizationId: key.organizationId,
    action: 'key.leaked',
    actor: 'reporter',
    target: keyLabel(key),
  });

async function tell(key: KeyRecord, { notifyOwners, log }: LeakDeps): Promise<void> {
  try {
    await notifyOwners?.(key.organizationId, {
      subject: 'An API key was found in public and revoked',
      text:
        `Somebody found your API key ${keyLabel(key)} in public and reported it. It was revoked at once: ` +
        'requests with it are refused from now on.\n\n' +
        'Make a new key in the dashboard under API Keys, and look at Usage for requests that are not yours. ' +
        'If the key is in the history of a repository, removing it there does not undo the leak.',
    });
  } catch (error) {
    // The key is revoked and the audit log says so; only the mail is missing.
    log.error({ err: error, keyId: key.id }, 'owners were not told of a leaked key');
  }
}
