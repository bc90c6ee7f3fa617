import { safeHref } from '../../ui/links.ts';

/** Leaves the dashboard for the sign-in page of another provider. */
export function followProvider(address: string): void {
  const href = safeHref(address);
  if (href) location.assign(href);
}
