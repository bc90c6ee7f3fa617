import type { Problem } from '../models/local-problem.ts';
import { runStrings } from '../strings/catalog.ts';
import { ProblemFacts } from './facts.tsx';
import { englishDetail } from './labels.ts';
import css from './panels.module.css';

interface Props {
  problem: Problem;
  say?: (words: { title: string; text: string }) => string;
}

/** Why something in a panel did not work, besides a run. */
export function Failure({ problem, say = ({ title, text }) => `${title}. ${text}` }: Props) {
  const detail = englishDetail(problem);
  return (
    <div class={css.failure} role="alert">
      <p>{say(runStrings.value.problems[problem.kind])}</p>
      {detail && <p>{detail}</p>}
      <p class={css.facts}>
        <ProblemFacts problem={problem} />
      </p>
    </div>
  );
}
