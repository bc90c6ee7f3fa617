import type { Problem } from '../models/local-problem.ts';
import type { WidgetModel } from '../models/widget.ts';
import { runStrings } from '../strings/run-catalog.ts';
import { ProblemFacts, UpgradeLink } from './notice.tsx';

/** The ten are used: what there is stays, waiting brings nothing, and here is the way on. */
export function SpentNotice({ model, problem }: { model: WidgetModel; problem: Problem | null }) {
  const r = runStrings.value;
  const { credentials, recognizedBy } = model.session;
  // Somebody else may have used them: a visitor who merely looks the same is not accused.
  const isLookalike = recognizedBy.value === 'browser_and_network' && credentials.value !== null;
  const isUnused = model.run.endpoints.value.length === 0;
  const { title, text } =
    isLookalike && isUnused
      ? { title: r.recognizedTitle, text: r.recognizedText }
      : r.problems.quota_spent;
  return (
    <section class="stage notice notice-spent" role="status">
      <h2 class="notice-title">{title}</h2>
      <p class="notice-text">{text}</p>
      <UpgradeLink model={model} label={r.spentCta} />
      {problem && <ProblemFacts problem={problem} />}
    </section>
  );
}
