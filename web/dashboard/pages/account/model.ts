import { signal } from '@preact/signals';
import type { Account } from '../../../../shared/account.ts';
import { deleteAccount, exportAccount } from '../../../api/account.ts';
import { createAction } from '../../models/action.ts';
import type { Dashboard } from '../../models/dashboard.ts';
import { createResource } from '../../models/resource.ts';

export function createAccountPage(
  { auth, send, session, router }: Dashboard,
  { person }: Account,
  save: (content: Blob, name: string) => void,
) {
  const name = signal(person.name);
  const currentPassword = signal('');
  const nextPassword = signal('');
  const saved = signal<'name' | 'password' | null>(null);
  const sessions = createResource(() => auth.sessions());
  return {
    ...{ name, currentPassword, nextPassword, saved, sessions },
    rename: createAction(async () => {
      saved.value = null;
      await auth.rename(name.peek().trim());
      await session.refresh();
      saved.value = 'name';
    }),
    changePassword: createAction(async () => {
      saved.value = null;
      await auth.changePassword(currentPassword.peek(), nextPassword.peek());
      currentPassword.value = '';
      nextPassword.value = '';
      saved.value = 'password';
      await sessions.reload();
    }),
    endSession: createAction(async (token: string) => {
      await auth.endSession(token);
      await sessions.reload();
    }),
    download: createAction(async () => save(await exportAccount(send), 'kloakd-account.json')),
    remove: createAction(async () => {
      await deleteAccount(send, person.email);
      session.ended();
      router.replace('/sign-in');
    }),
  };
}

export type AccountPageModel = ReturnType<typeof createAccountPage>;
