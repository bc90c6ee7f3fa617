import { signal } from '@preact/signals';
import { placeAfterSignIn } from '../../models/access.ts';
import { createAction } from '../../models/action.ts';
import type { Dashboard } from '../../models/dashboard.ts';
import { addressOf } from '../../router/router.ts';

export function createSignIn({ auth, router, session }: Dashboard, leave: (to: string) => void) {
  const { query } = router.place.peek();
  const next = placeAfterSignIn(query.get('next'));
  const email = signal('');
  const password = signal('');
  const goOn = async () => {
    await session.refresh();
    router.replace(next);
  };
  return {
    email,
    password,
    next,
    /** Whether the provider sent the person back with an error. */
    providerFailed: query.has('error'),
    goOn,
    submit: createAction(async () => {
      await auth.signIn({ email: email.peek().trim(), password: password.peek() });
      await goOn();
    }),
    signInWith: createAction(async (provider: string) => {
      leave(await auth.startSignIn(provider, addressOf(next)));
    }),
    sendAgain: createAction(() => auth.sendVerification(email.peek().trim())),
  };
}

export type SignIn = ReturnType<typeof createSignIn>;
