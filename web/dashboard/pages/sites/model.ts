import { signal } from '@preact/signals';
import type { Site } from '../../../../shared/organization.ts';
import { getOrganization } from '../../../api/organization-settings.ts';
import { addSite, changeSite, listSites, removeSite } from '../../../api/sites.ts';
import type { Membership } from '../../models/access.ts';
import { createAction } from '../../models/action.ts';
import type { Dashboard } from '../../models/dashboard.ts';
import { createResource } from '../../models/resource.ts';
import { createSettingsForm } from './settings.ts';

/** `operator`: the operator decides about sites. `members_may_not`: only admins and owners see the list. */
type Sites = { kind: 'operator' } | { kind: 'members_may_not' } | { kind: 'list'; sites: Site[] };
type OpenDialog = { kind: 'add' } | { kind: 'settings' | 'remove'; site: Site };

export function createSites(app: Pick<Dashboard, 'sendFor'>, organization: Membership) {
  const send = app.sendFor(organization.id);
  const sites = createResource(async (): Promise<Sites> => {
    const { manages_sites: isManager } = await getOrganization(send);
    if (!isManager) return { kind: 'operator' };
    if (organization.role === 'member') return { kind: 'members_may_not' };
    return { kind: 'list', sites: await listSites(send) };
  });
  const dialog = signal<OpenDialog | null>(null);
  const origin = signal('');
  const name = signal('');
  const add = createAction(async () => {
    const title = name.peek().trim();
    const request = { origin: origin.peek().trim(), ...(title !== '' && { name: title }) };
    await addSite(send, request);
    dialog.value = null;
    await sites.reload();
  });
  const settings = createSettingsForm();
  const change = createAction(async (siteId: string) => {
    await changeSite(send, siteId, settings.read());
    dialog.value = null;
    await sites.reload();
  });
  const remove = createAction(async (siteId: string) => {
    await removeSite(send, siteId);
    dialog.value = null;
    await sites.reload();
  });
  return {
    ...{ sites, dialog, origin, name, settings, add, change, remove },
    openAdd: () => {
      origin.value = '';
      name.value = '';
      add.clear();
      dialog.value = { kind: 'add' };
    },
    openSettings: (site: Site) => {
      settings.fill(site);
      change.clear();
      dialog.value = { kind: 'settings', site };
    },
    openRemove: (site: Site) => {
      remove.clear();
      dialog.value = { kind: 'remove', site };
    },
    close: () => (dialog.value = null),
  };
}

export type SitesModel = ReturnType<typeof createSites>;
