import type { AccountOptions } from '../../../shared/account.ts';
import type { Action } from '../models/action.ts';
import { strings } from '../strings.ts';
import { FailureNotice } from './failure-notice.tsx';
import css from './providers.module.css';

interface Props {
  providers: AccountOptions['providers'];
  signInWith: Action<[provider: string]>;
}

/** A button for each sign-in that the operator has configured beside email and password. */
export function Providers({ providers, signInWith }: Props) {
  if (providers.length === 0) return null;
  return (
    <div class={css.providers}>
      {providers.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          class={`button ${css.provider}`}
          disabled={signInWith.busy.value}
          onClick={() => void signInWith.run(id)}
        >
          {strings.withProvider(name)}
        </button>
      ))}
      {signInWith.failure.value && <FailureNotice failure={signInWith.failure.value} />}
      <p class={css.or}>{strings.or}</p>
    </div>
  );
}
