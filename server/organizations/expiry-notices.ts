import type { Storage } from '../storage/port.ts';
import type { KeyRecord, NoticeStage } from '../storage/port/keys.ts';
import type { Clock } from '../time/clock.ts';
import { keyLabel } from './keys.ts';
import type { Notice, NotifyOwners } from './notify-owners.ts';

const DAY_MS = 24 * 3_600_000;
const HOUR_MS = 3_600_000;
/** The most urgent first. */
const STAGES: readonly NoticeStage[] = [0, 3, 14];
/** A server that was off for longer does not tell of what expired meanwhile. */
const LATE_MS = 7 * DAY_MS;

interface NoticeDeps {
  storage: Pick<Storage, 'listExpiringKeys' | 'takeNotice' | 'returnNotice'>;
  clock: Clock;
  /** Null where nobody can be told. Then no notice counts as sent, and the dashboard alone shows the expiry. */
  notifyOwners: NotifyOwners | null;
  log: { error(details: object, message: string): void };
}

/**
 * Looks for keys that expire soon, now and each hour, so that the notice of a key's last day comes early on that
 * day. @returns a function that stops it
 */
export function noticeExpiryHourly(deps: NoticeDeps): () => void {
  const look = () => {
    sendExpiryNotices(deps).catch((error: unknown) => {
      // Tried again in an hour.
      deps.log.error({ err: error }, 'keys that expire soon could not be read');
    });
  };
  look();
  const timer = setInterval(look, HOUR_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/**
 * Tells owners 14 and 3 days before a key expires, and on its last day (UTC). Each notice is sent once, also when
 * the server starts anew or several run, and a later one is not followed by an earlier one.
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
  // Taken before it is sent: a crash in between loses a notice, the other order would send one twice.
  if (stage === null || !(await storage.takeNotice(key.id, stage, nowMs))) return;
  try {
    await notifyOwners(key.organizationId, expiryNotice(key, nowMs));
  } catch (error) {
    await storage.returnNotice(key.id, stage);
    log.error({ err: error, keyId: key.id }, 'owners were not told that a key expires');
  }
}

/** The notice that is due today, or null. A key that was made with fewer days than that needs none. */
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
