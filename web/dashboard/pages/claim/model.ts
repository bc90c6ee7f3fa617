import { signal } from '@preact/signals';
import { claimDiscoveries } from '../../../api/claims.ts';
import { createAction } from '../../models/action.ts';
import type { Dashboard } from '../../models/dashboard.ts';

export function createClaim(app: Dashboard) {
  const code = app.remembered.claimCode.read();
  const done = signal<{ organizationId: string; discoveries: number } | null>(null);
  const claim = createAction(async (organizationId: string) => {
    const discoveries = await claimDiscoveries(app.sendFor(organizationId), code ?? '');
    // The code works once.
    app.remembered.claimCode.clear();
    app.remembered.lastOrganizationId.write(organizationId);
    done.value = { organizationId, discoveries };
  });
  return { code, done, claim };
}

export type Claim = ReturnType<typeof createClaim>;
