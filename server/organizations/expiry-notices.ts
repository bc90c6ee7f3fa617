import type { Storage } from '../storage/port.ts';
import type { KeyRecord, NoticeStage } from '../storage/port/keys.ts';
import type { Clock } from '../time/clock.ts';
import { keyLabel } from './keys.ts';
import type { Notice, NotifyOwners } from './notify-owners.ts';

const DAY_MS = 24 * 3_600_000;
/** Days before the expiry at which owners are told, the most urgent first. */
const STAGES: readonly NoticeStage[] = [0, 3, 14];
/** After its expiry a key's last notice is sent for this long, in case the server was off on that day. */
const LATE_MS = 7 * DAY_MS;

interface NoticeDeps {
  storage: Pick<Storage, 'listExpiringKeys' | 'takeNotice' | 'returnNotice'>;
  clock: Clock;
  /** Null without a mail server. Then no notice counts as sent, and only the dashboard shows the expiry. */
  notifyOwners: NotifyOwners | null;
  log: { error(details: object, message: string): void };
}

/**
 * Tells owners 14 and 3 days before a key expires, and on its last day (UTC). Each notice is sent once, also after a
 * restart or with several servers. After a more urgent notice, no less urgent one is sent.
 */
export async function sendExpiryNotices(deps: NoticeDeps): Promise<void> {
  const { notifyOwners, storage } = deps;
  if (notifyOwners === null) return;
  const nowMs = deps.clock.now();
  const keys = await storage.listExpiringKeys(nowMs - LATE_MS, nowMs + 15 * DAY_MS);
  for (const key of keys) await sendDue(key, notifyOwners, nowMs, deps);
}

async function sendDue(
  key: KeyRecord,
  notifyOwners: NotifyOwners,
  nowMs: number,
  { storage, log }: NoticeDeps,
): Promise<void> {
  const stage = dueStage(key, nowMs);
  // The notice is marked as sent before it is sent. A crash in between loses it; the other order could send it twice.
  if (stage === null || !(await storage.takeNotice(key.id, stage, nowMs))) return;
  try {
    await notifyOwners(key.organizationId, expiryNotice(key, nowMs));
  } catch (error) {
    await storage.returnNotice(key.id, stage);
    log.error({ err: error, keyId: key.id }, 'owners were not told that a key expires');
  }
}

/** The notice that is due today, or null. A key whose whole life is shorter than a stage gets no notice of that stage. */
function dueStage({ expiresAtMs, createdAtMs }: KeyRecord, nowMs: number): NoticeStage | null {
  if (expiresAtMs === null) return null;
  const daysBefore = (ms: number) => Math.floor(expiresAtMs / DAY_MS) - Math.floor(ms / DAY_MS);
  const stage = STAGES.find((days) => daysBefore(nowMs) <= days);
  return stage !== undefined && daysBefore(createdAtMs) > stage ? stage : null;
}

function expiryNotice(key: KeyRecord, nowMs: number): Notice {
  const expiresAtMs = key.expiresAtMs ?? 0;
  const when = `${new Date(expiresAtMs).toISOString().slice(0, 16).replace('T', ' at ')} UTC`;
  const verb = expiresAtMs <= nowMs ? 'expired' : 'expires';
  return {
    subject: `An API key ${verb} on ${when.slice(0, 10)}`,
    text:
      `Your API key ${keyLabel(key)} ${verb} on ${when}. From then on requests with it are refused.\n\n` +
      (expiresAtMs <= nowMs
        ? 'Make a new key in the dashboard under API Keys.'
        : 'Rotate it in the dashboard under API Keys: the old and the new key can both work for up to seven days.'),
  };
}
