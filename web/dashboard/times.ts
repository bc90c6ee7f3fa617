const DATE = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const DATE_AND_TIME = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});
const TIME_OF_DAY = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZone: 'UTC',
});
const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Such as `24 Nov 2026`. UTC, like the days of usage. */
export function formatDate(time: string): string {
  return formatWith(DATE, time);
}

/** Such as `24 Nov 2026, 12:30 UTC`. */
export function formatMoment(time: string): string {
  const text = formatWith(DATE_AND_TIME, time);
  return text && `${text} UTC`;
}

/** Such as `12:30:05`, UTC. */
export function formatTimeOfDay(time: string): string {
  return formatWith(TIME_OF_DAY, time);
}

/** Such as `3 minutes ago` or `in 2 days`. Rounded down, so that 2.9 days are not shown as three. */
export function formatAgo(time: string, nowMs: number): string {
  const distanceMs = Date.parse(time) - nowMs;
  if (Number.isNaN(distanceMs)) return '';
  const size = Math.abs(distanceMs);
  if (size < MINUTE_MS) return distanceMs > 0 ? 'in less than a minute' : 'just now';
  if (size < HOUR_MS) return RELATIVE.format(Math.trunc(distanceMs / MINUTE_MS), 'minute');
  if (size < DAY_MS) return RELATIVE.format(Math.trunc(distanceMs / HOUR_MS), 'hour');
  return RELATIVE.format(Math.trunc(distanceMs / DAY_MS), 'day');
}

function formatWith(format: Intl.DateTimeFormat, time: string): string {
  const ms = Date.parse(time);
  return Number.isNaN(ms) ? '' : format.format(ms);
}
