import { computed, signal } from '@preact/signals';
import type { ApiKey, CreatedApiKey } from '../../../../shared/api-keys.ts';
import {
  createApiKey,
  listApiKeys,
  listPlanModules,
  revokeApiKey,
  rotateApiKey,
} from '../../../api/api-keys.ts';
import type { Membership } from '../../models/access.ts';
import { createAction } from '../../models/action.ts';
import type { Dashboard } from '../../models/dashboard.ts';
import { createResource } from '../../models/resource.ts';
import { works } from './key-facts.ts';
import { createNewKey } from './new-key.ts';

/** The dialog over the table. */
type OpenDialog =
  | { kind: 'create' }
  /** `replaces`: the key that was rotated, and how long it works on. */
  | { kind: 'reveal'; created: CreatedApiKey; replaces: { overlapSeconds: number } | null }
  | { kind: 'rotate'; key: ApiKey }
  | { kind: 'revoke'; key: ApiKey };

export function createKeys(app: Dashboard, organization: Membership) {
  const send = app.sendFor(organization.id);
  const keys = createResource(() => listApiKeys(send));
  const dialog = signal<OpenDialog | null>(null);
  const showEnded = signal(false);
  let form = createNewKey(app.nowMs);

  const reveal = (created: CreatedApiKey, replaces: { overlapSeconds: number } | null) => {
    dialog.value = { kind: 'reveal', created, replaces };
    void keys.reload();
  };
  const create = createAction(async () => {
    reveal(await createApiKey(send, form.request()), null);
  });
  const rotate = createAction(async (key: ApiKey, overlapSeconds: number) => {
    reveal(await rotateApiKey(send, key.id, overlapSeconds), { overlapSeconds });
  });
  const revoke = createAction(async (key: ApiKey) => {
    await revokeApiKey(send, key.id);
    dialog.value = null;
    await keys.reload();
  });
  const open = (next: OpenDialog) => {
    for (const action of [create, rotate, revoke]) action.clear();
    dialog.value = next;
  };
  const sorted = computed(() => {
    const state = keys.state.value;
    if (state.kind !== 'ready') return { working: [], ended: [] };
    return {
      working: state.value.filter(works),
      ended: state.value.filter((key) => !works(key)),
    };
  });

  return {
    ...{ keys, dialog, sorted, showEnded, create, rotate, revoke },
    canManage: organization.role !== 'member',
    /** The modules of the plan, read when the form is opened. */
    modules: once(() => createResource(() => listPlanModules(send))),
    form: () => form,
    openCreate: () => {
      form = createNewKey(app.nowMs);
      open({ kind: 'create' });
    },
    openRotate: (key: ApiKey) => open({ kind: 'rotate', key }),
    openRevoke: (key: ApiKey) => open({ kind: 'revoke', key }),
    close: () => (dialog.value = null),
  };
}

export type Keys = ReturnType<typeof createKeys>;

/** Makes a value when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
