import type { UsageSplit } from '../../../shared/usage.ts';
import type { ApiKeyId, OrganizationId, UserId } from '../../identifiers/ids.ts';

/** One admitted request. */
export interface UsageEvent {
  organizationId: OrganizationId;
  /** Null where a member sent it. */
  keyId: ApiKeyId | null;
  userId: UserId | null;
  /** A module of the plan, `playground`, `key`, `organization`, or `unknown` for an unknown path. */
  module: string;
  /** The method and the route's pattern, never the URL that a client sent. */
  operation: string;
  status: number;
  /** How many discoveries it was charged. */
  discoveries: number;
  durationMs: number;
  atMs: number;
}

/** Sums over the requests of one UTC day that agree in everything above `requests`. */
export interface UsageTotal {
  organizationId: OrganizationId;
  /** `YYYY-MM-DD` */
  day: string;
  module: string;
  keyId: ApiKeyId | null;
  /** Such as `2xx`. */
  statusClass: string;
  requests: number;
  discoveries: number;
  durationMs: number;
  lastUsedAtMs: number;
}

/** One line of an answer: the sums of a day, or of a part of it. */
export interface UsageSum {
  day: string;
  /** Empty where nothing is split, for members and for requests that were counted before classes were. */
  part: string;
  /** The name of the key that `part` is the ID of; null for any other part, and for a key without a name. */
  keyName: string | null;
  keyLast4: string | null;
  requests: number;
  discoveries: number;
  durationMs: number;
}

export interface UsageStorage {
  /** Adds to the daily sums and stores the single requests, all of it or nothing. */
  recordUsage(batch: {
    totals: readonly UsageTotal[];
    events: readonly UsageEvent[];
  }): Promise<void>;
  /** Reads the daily sums alone, whatever the number of requests. Ordered by day and part. */
  readUsage(
    organizationId: OrganizationId,
    query: { fromDay: string; toDay: string; split: UsageSplit },
  ): Promise<UsageSum[]>;
  /** Deletes single requests of before, at most `countMax` at once. Sums stay. @returns how many */
  forgetUsage(input: { beforeMs: number; countMax: number }): Promise<number>;

  /** Notes that a notice is sent. @returns false where it was noted before: of two callers one gets true */
  takeQuotaNotice(notice: QuotaNoticeKey): Promise<boolean>;
  /** Undoes that, because the notice could not be sent. */
  giveBackQuotaNotice(notice: QuotaNoticeKey): Promise<void>;
}

export interface QuotaNoticeKey {
  organizationId: OrganizationId;
  /** `YYYY-MM`, UTC */
  month: string;
  percent: number;
}
