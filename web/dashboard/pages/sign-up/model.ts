import { signal } from '@preact/signals';
import { placeAfterSignIn } from '../../models/access.ts';
import { createAction } from '../../models/action.ts';
import type { Dashboard } from '../../models/dashboard.ts';
import { addressOf } from '../../router/router.ts';

export function createSignUp(app: Dashboard, leave: (to: string) => void) {
  const { auth, router, session } = app;
  const name = signal('');
  const email = signal('');
  const password = signal('');
  /** The address that the link was sent to, or null. */
  const sentTo = signal<string | null>(null);
  const notYet = signal(false);
  const next = placeAfterSignIn(router.place.peek().query.get('next'));

  /** Opens the next page if the person is signed in, which the link in the mail does. */
  const goOn = async (): Promise<boolean> => {
    await session.refresh();
    if (session.state.peek().kind !== 'signed_in') return false;
    router.replace(next);
    return true;
  };
  return {
    ...{ name, email, password, sentTo, notYet, next },
    hasClaim: app.remembered.claimCode.read() !== null,
    submit: createAction(async () => {
      const address = email.peek().trim();
      await auth.signUp({
        name: name.peek().trim(),
        email: address,
        password: password.peek(),
      });
      // Where no confirmation is required, the person is signed in already.
      if (!(await goOn())) sentTo.value = address;
      password.value = '';
    }),
    signInWith: createAction(async (provider: string) => {
      leave(await auth.startSignIn(provider, addressOf(next)));
    }),
    sendAgain: createAction(() => auth.sendVerification(sentTo.peek() ?? '')),
    /** The person says that they opened the link. */
    goOn: createAction(async () => {
      notYet.value = !(await goOn());
    }),
    /** Called when the person comes back to this tab, perhaps from the mail. */
    lookAgain: () => {
      if (sentTo.peek() !== null) void goOn();
    },
  };
}

export type SignUp = ReturnType<typeof createSignUp>;
