import { useSignal } from '@preact/signals';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import type { Dashboard } from '../../models/dashboard.ts';
import css from './check-mail.module.css';
import type { SignUp } from './model.ts';
import { strings } from './strings.ts';

/** Shown until the person has opened the link in the mail. */
export function CheckMail({ app, model }: { app: Dashboard; model: SignUp }) {
  const sent = useSignal(false);
  const failure = model.goOn.failure.value ?? model.sendAgain.failure.value;
  return (
    <PageFrame
      app={app}
      title={strings.mailTitle}
      lead={strings.mailText(model.sentTo.value ?? '')}
      narrow
    >
      <p>
        {strings.mailKept} {model.hasClaim && strings.mailClaim}
      </p>
      <p role="status">{model.notYet.value && strings.notYet}</p>
      {failure && <FailureNotice failure={failure} />}
      <div class={css.buttons}>
        <button
          type="button"
          class="button button-primary"
          disabled={model.goOn.busy.value}
          onClick={() => void model.goOn.run()}
        >
          {strings.goOn}
        </button>
        <button
          type="button"
          class="button"
          disabled={sent.value || model.sendAgain.busy.value}
          onClick={async () => {
            sent.value = await model.sendAgain.run();
          }}
        >
          {sent.value ? strings.sentAgain : strings.sendAgain}
        </button>
      </div>
    </PageFrame>
  );
}
