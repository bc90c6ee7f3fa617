import { signal } from '@preact/signals';
import {
  deleteOrganization,
  exportOrganization,
  getOrganization,
  renameOrganization,
} from '../../../api/organization-settings.ts';
import type { Membership } from '../../models/access.ts';
import { createAction } from '../../models/action.ts';
import type { Dashboard } from '../../models/dashboard.ts';
import { createResource } from '../../models/resource.ts';

interface SettingsDeps extends Pick<Dashboard, 'sendFor'> {
  session: Pick<Dashboard['session'], 'refresh'>;
  router: Pick<Dashboard['router'], 'replace'>;
}

/** @param save saves a file on the person's device */
export function createSettings(
  { sendFor, session, router }: SettingsDeps,
  organization: Membership,
  save: (content: Blob, name: string) => void,
) {
  const send = sendFor(organization.id);
  const facts = createResource(() => getOrganization(send));
  /** The new name as typed; null until something was typed. */
  const typedName = signal<string | null>(null);
  const isSaved = signal(false);
  return {
    ...{ facts, typedName, isSaved },
    canRename: organization.role !== 'member',
    isOwner: organization.role === 'owner',
    type: (name: string) => {
      typedName.value = name;
      isSaved.value = false;
    },
    rename: createAction(async () => {
      const name = typedName.peek()?.trim();
      if (name === undefined) return;
      isSaved.value = false;
      await renameOrganization(send, name);
      // The header also shows the name.
      await Promise.all([facts.reload(), session.refresh()]);
      typedName.value = null;
      isSaved.value = true;
    }),
    download: createAction(async () =>
      save(await exportOrganization(send), 'kloakd-organization.json'),
    ),
    remove: createAction(async (name: string) => {
      await deleteOrganization(send, name);
      await session.refresh();
      router.replace('/');
    }),
  };
}

export type SettingsModel = ReturnType<typeof createSettings>;
