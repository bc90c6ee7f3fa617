import { answerInvitation } from '../../../api/account.ts';
import { createAction } from '../../models/action.ts';
import type { Dashboard } from '../../models/dashboard.ts';

export function createInvitations(app: Pick<Dashboard, 'send' | 'session' | 'router'>) {
  const { send, session, router } = app;
  const organizationIds = () => {
    const state = session.state.peek();
    return state.kind === 'signed_in' ? state.account.organizations.map(({ id }) => id) : [];
  };
  return {
    /** After accepting, the organization is opened. */
    answer: createAction(async (id: string, what: 'accept' | 'decline') => {
      const before = new Set(organizationIds());
      await answerInvitation(send, id, what);
      await session.refresh();
      const joined = organizationIds().find((each) => !before.has(each));
      if (joined !== undefined) router.go(`/${joined}/keys`);
    }),
  };
}
