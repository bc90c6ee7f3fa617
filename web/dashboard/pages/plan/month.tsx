import type { PlanState } from '../../../../shared/organization.ts';
import { Badge } from '../../components/badge.tsx';
import { Section } from '../../components/section.tsx';
import { monthStage, type MonthStage } from '../../models/month-quota.ts';
import { formatNumber } from '../../numbers.ts';
import { formatDate } from '../../times.ts';
import css from './month.module.css';
import { strings } from './strings.ts';

type Props = Pick<PlanState, 'month'>;

/** How many discoveries of this month are used, in words and as a bar. */
export function Month({ month }: Props) {
  const { used, reserved, limit } = month;
  const stage = monthStage(month);
  return (
    <Section title={strings.month}>
      <p class={css.figure}>
        {limit === null
          ? strings.usedWithoutLimit(formatNumber(used))
          : strings.used(formatNumber(used), formatNumber(limit))}{' '}
        {stage && (
          <Badge tone={stage === 'used_up' ? 'bad' : 'warn'}>{strings.stages[stage]}</Badge>
        )}
      </p>
      {limit !== null && limit > 0 && <Bar {...{ used, reserved, limit, stage }} />}
      {limit === 0 && <p>{strings.noDiscoveries}</p>}
      {reserved > 0 && <p>{strings.running(reserved, formatNumber(reserved))}</p>}
      <p>
        {strings.reset(formatDate(month.reset_at))} {stage === 'used_up' && strings.usedUpText}
      </p>
    </Section>
  );
}

interface BarProps {
  used: number;
  reserved: number;
  limit: number;
  stage: MonthStage | null;
}

function Bar({ used, reserved, limit, stage }: BarProps) {
  const left = Math.max(0, limit - used - reserved);
  // More than the limit can be used: the operator may have lowered it within the month.
  const shownUsed = Math.min(used, limit);
  const shownReserved = Math.min(reserved, limit - shownUsed);
  return (
    <div
      class={css.meter}
      role="meter"
      aria-label={strings.month}
      aria-valuemin={0}
      aria-valuemax={limit}
      aria-valuenow={shownUsed}
      aria-valuetext={`${strings.used(formatNumber(used), formatNumber(limit))}, ${strings.left(formatNumber(left))}`}
    >
      <svg
        class={css.bar}
        data-stage={stage}
        viewBox={`0 0 ${limit} 1`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <rect class={css.used} width={shownUsed} height={1} />
        <rect class={css.reserved} x={shownUsed} width={shownReserved} height={1} />
      </svg>
      <span class={css.left} aria-hidden="true">
        {strings.left(formatNumber(left))}
      </span>
    </div>
  );
}
