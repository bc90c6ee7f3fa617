import type { Problem } from '../models/problem.ts';
import type { WidgetModel } from '../models/widget.ts';
import { strings } from '../strings/catalog.ts';
import { ProblemFacts, UpgradeLink } from './notice.tsx';

/** The ten are used: what there is stays, waiting brings nothing, and here is the way on. */
export function SpentNotice({ model, problem }: { model: WidgetModel; problem: Problem | null }) {
  const t = strings.value;
  const { credentials, recognizedBy } = model.session;
  // Somebody else may have used them: a visitor who merely looks the same is not accused.
  const isLookalike = recognizedBy.value === 'browser_and_network' && credentials.value !== null;
  const isUnused = model.run.endpoints.value.length === 0;
  const { title, text } =
    isLookalike && isUnused
      ? { title: t.recognizedTitle, text: t.recognizedText }
      : t.problems.quota_spent;
  return (
    <section class="stage notice notice-spent" role="status">
      <h2 class="notice-title">{title}</h2>
      <p class="notice-text">{text}</p>
      <UpgradeLink model={model} label={t.spentCta} />
      {problem && <ProblemFacts problem={problem} />}
    </section>
  );
}
