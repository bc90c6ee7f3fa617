import { useEffect, useMemo, useRef } from 'preact/hooks';
import { getPlanState } from '../../api/plan-state.ts';
import { safeHref } from '../../ui/links.ts';
import type { Dashboard } from '../models/dashboard.ts';
import { monthStage } from '../models/month-quota.ts';
import { createResource } from '../models/resource.ts';
import { formatNumber } from '../numbers.ts';
import { strings } from '../strings.ts';
import { formatDate } from '../times.ts';
import css from './month-banner.module.css';

interface Props {
  app: Dashboard;
  organizationId: string;
  /** The path of the page. The month's quota is read again when it changes. */
  path: string;
}

/**
 * Warns on every page of an organization when the discoveries of the month are nearly or all used. Where the plan
 * cannot be read it shows nothing, because the page itself reports the failure.
 */
export function MonthBanner({ app, organizationId, path }: Props) {
  const plan = useMemo(
    () => createResource(() => getPlanState(app.sendFor(organizationId))),
    [organizationId],
  );
  const readAt = useRef({ organizationId, path });
  useEffect(() => {
    const before = readAt.current;
    readAt.current = { organizationId, path };
    // Another organization has a resource of its own, which is loading already.
    if (before.organizationId === organizationId && before.path !== path) void plan.reload();
  }, [organizationId, path]);
  const state = plan.state.value;
  if (state.kind !== 'ready') return null;
  const { month, upgrade_url: upgradeUrl } = state.value;
  const stage = monthStage(month);
  if (stage === null || month.limit === null) return null;
  const text = strings.month[stage](formatNumber(month.used), formatNumber(month.limit));
  return (
    <p class={css.banner} data-stage={stage} role="status">
      {text} {strings.month.reset(formatDate(month.reset_at))}{' '}
      <a href={safeHref(upgradeUrl)}>{strings.month.upgrade}</a>
    </p>
  );
}
