import { Notice } from '../../ui/notice.tsx';
import type { Problem } from '../models/local-problem.ts';
import type { WidgetModel } from '../models/widget.ts';
import { runStrings } from '../strings/catalog.ts';
import { ProblemFacts } from './facts.tsx';
import { KeepResults } from './keep-results.tsx';
import { UpgradeLink } from './problem-notice.tsx';
import css from './stage.module.css';

/** All discoveries are used. Results stay; waiting does not help; a live key does. */
export function SpentNotice({ model, problem }: { model: WidgetModel; problem: Problem | null }) {
  const r = runStrings.value;
  const { credentials, recognizedBy } = model.session;
  // Another person with the same kind of browser and network may have used them.
  const isLookalike = recognizedBy.value === 'browser_and_network' && credentials.value !== null;
  const isUnused = model.run.endpoints.value.length === 0;
  const { title, text } =
    isLookalike && isUnused
      ? { title: r.recognizedTitle, text: r.recognizedText }
      : r.problems.quota_spent;
  const facts = problem && <ProblemFacts problem={problem} />;
  return (
    <div class={css.stage}>
      <Notice {...{ title, text, facts }} tone="offer" role={problem ? 'alert' : 'status'}>
        <UpgradeLink model={model} label={r.spentCta} />
        <KeepResults model={model} />
      </Notice>
    </div>
  );
}
