import type { OrganizationId } from '../identifiers/ids.ts';
import type { NotifyOwners } from './notify-owners.ts';
import type { Storage } from '../storage/port.ts';
import type { LedgerRef } from '../storage/port/reservations.ts';

export interface QuotaNoticeDeps {
  storage: Pick<Storage, 'readLedger' | 'takeQuotaNotice' | 'giveBackQuotaNotice'>;
  /** Null without a mail server. */
  notifyOwners: NotifyOwners | null;
  log: { error(details: object, message: string): void };
}

/** Shares of the month's discoveries in percent, the highest first. */
const THRESHOLDS = [100, 80] as const;

/**
 * Tells the owners when an organization has used 80 and 100 percent of its month's discoveries, each once. Call it
 * after a charge: it reads the ledger, not the statistics of usage. Never rejects. Where the mail cannot be sent, the
 * next charge tries again. Where the process dies after the notice was marked as sent, that mail is never sent.
 */
export async function noticeQuota(
  charged: { organizationId: OrganizationId; ledger: LedgerRef },
  { storage, notifyOwners, log }: QuotaNoticeDeps,
): Promise<void> {
  const { organizationId, ledger } = charged;
  const month = monthOf(ledger);
  if (notifyOwners === null || month === null) return;
  try {
    const { limit, used } = await storage.readLedger(ledger);
    const due = THRESHOLDS.filter((percent) => limit !== null && used * 100 >= limit * percent);
    const isNew = await takeAll(due, { organizationId, month }, storage);
    const percent = due.find((_, index) => isNew[index]);
    // Where both are due at once, as with a quota of one discovery, only the higher one is sent.
    if (percent === undefined || percent !== due[0] || limit === null) return;
    await notifyOwners(organizationId, notice(percent, used, limit, month)).catch(async (error) => {
      await storage.giveBackQuotaNotice({ organizationId, month, percent });
      throw error;
    });
  } catch (error) {
    log.error({ err: error, organizationId }, 'the owners were not told of their quota');
  }
}

const takeAll = (
  due: readonly number[],
  key: { organizationId: OrganizationId; month: string },
  storage: QuotaNoticeDeps['storage'],
) => Promise.all(due.map((percent) => storage.takeQuotaNotice({ ...key, percent })));

/** The month of an organization's ledger, `<organization>/2026-11`. A visitor's ledger has none. */
const monthOf = ({ id }: LedgerRef): string | null => id.split('/')[1] ?? null;

function notice(percent: number, used: number, limit: number, month: string) {
  const what = `${used} of the ${limit} discoveries of ${month} are used.`;
  return percent >= 100
    ? {
        subject: 'All discoveries of this month are used',
        text: `${what} Further ones are refused until the next month begins (UTC). Results can still be read. The dashboard's page “Plan” says how to get more.`,
      }
    : {
        subject: `${percent} % of this month's discoveries are used`,
        text: `${what} Once all are used, further ones are refused until the next month begins (UTC). The dashboard's page “Plan” says how to get more.`,
      };
}
