import { signal, type ReadonlySignal } from '@preact/signals';
import type { Account, AccountOptions } from '../../../shared/account.ts';
import { toFailure, type Failure } from './failure.ts';

export type SessionState =
  | { kind: 'loading' }
  /** The operator of this server has not enabled accounts. */
  | { kind: 'accounts_off' }
  | { kind: 'signed_out'; options: AccountOptions }
  | { kind: 'signed_in'; options: AccountOptions; account: Account }
  | { kind: 'failed'; failure: Failure };

export interface SessionDeps {
  getOptions: () => Promise<AccountOptions>;
  getAccount: () => Promise<Account>;
  signOut: () => Promise<unknown>;
  /** Called when the session has ended, to drop everything of the person from memory. */
  forget: () => void;
}

/** Who is signed in to this browser. */
export interface Session {
  state: ReadonlySignal<SessionState>;
  /** Asks the server again, after signing in and after changes of the person's organizations. */
  refresh: () => Promise<void>;
  signOut: () => Promise<void>;
  /** A request was answered with `session_required`: the session ended elsewhere. */
  ended: () => void;
}

export function createSession({ getOptions, getAccount, signOut, forget }: SessionDeps): Session {
  const state = signal<SessionState>({ kind: 'loading' });
  let options: AccountOptions | null = null;

  const read = async (): Promise<SessionState> => {
    try {
      options ??= await getOptions();
      if (!options.enabled) return { kind: 'accounts_off' };
      return { kind: 'signed_in', options, account: await getAccount() };
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (options && failure.code === 'session_required') return { kind: 'signed_out', options };
      return { kind: 'failed', failure };
    }
  };
  const leave = () => {
    forget();
    if (options) state.value = { kind: 'signed_out', options };
  };

  return {
    state,
    refresh: async () => {
      // While somebody is signed in, the page stays as it is until the answer comes.
      if (state.peek().kind === 'failed') state.value = { kind: 'loading' };
      state.value = await read();
    },
    signOut: async () => {
      await signOut();
      leave();
    },
    ended: leave,
  };
}
