import { CopyButton } from '../../ui/copy-button.tsx';
import type { Problem } from '../models/local-problem.ts';
import { strings } from '../strings/catalog.ts';
import { runStrings } from '../strings/catalog.ts';
import { copyLabels } from './labels.ts';
import css from './stage.module.css';

/** What to quote when asking for help, and what the failure cost. */
export function ProblemFacts({ problem }: { problem: Problem }) {
  const r = runStrings.value;
  return (
    <>
      <span>
        {r.code} <code>{problem.code}</code>
      </span>
      {problem.requestId && (
        <span class={css.request}>
          {r.requestId} <code>{problem.requestId}</code>
          <CopyButton
            text={problem.requestId}
            labels={copyLabels()}
            describes={r.requestId}
            compact
          />
        </span>
      )}
      <Cost charged={problem.charged} />
    </>
  );
}

/** `null` where the server did not say. */
export function Cost({ charged }: { charged: boolean | null }) {
  const t = strings.value;
  if (charged === null)
    return <span class={`${css.cost} ${css.costCharged}`}>{runStrings.value.costUnknown}</span>;
  return (
    <span class={charged ? `${css.cost} ${css.costCharged}` : css.cost}>
      {charged ? t.charged : t.notCharged}
    </span>
  );
}
