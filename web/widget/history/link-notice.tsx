import { Notice } from '../../ui/notice.tsx';
import { KeyProgress } from '../components/key-progress.tsx';
import { ProblemFacts } from '../components/facts.tsx';
import stage from '../components/stage.module.css';
import type { WidgetModel } from '../models/widget.ts';
import { runStrings } from '../strings/catalog.ts';
import { openLink, unlockLink } from './open-link.ts';

/** What became of the link to a stored result. It says the same of another visitor's result and of none. */
export function LinkNotice({ model }: { model: WidgetModel }) {
  const { history: texts, problems, retry } = runStrings.value;
  const state = model.link.value;
  if (state === null) return null;
  const { kind, discoveryId } = state;
  if (kind === 'opening') return <KeyProgress model={model} />;
  const isFailed = kind === 'failed';
  const words = isFailed
    ? problems[state.problem.kind]
    : kind === 'missing'
      ? texts.missing
      : { title: texts.lockedTitle, text: texts.locked };
  const act = isFailed ? openLink : unlockLink;
  return (
    <div class={stage.stage}>
      <Notice
        {...words}
        tone={isFailed ? 'bad' : 'calm'}
        role="status"
        facts={isFailed && <ProblemFacts problem={state.problem} />}
      >
        {kind !== 'missing' && (
          <button type="button" class="button" onClick={() => act(model, discoveryId)}>
            {isFailed ? retry : texts.unlock}
          </button>
        )}
      </Notice>
    </div>
  );
}
