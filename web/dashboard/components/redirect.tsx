import { useLayoutEffect } from 'preact/hooks';
import type { Dashboard } from '../models/dashboard.ts';

/** Opens another page instead of this one. */
export function Redirect({ app, to }: { app: Dashboard; to: string }) {
  useLayoutEffect(() => app.router.replace(to), [to]);
  return null;
}
