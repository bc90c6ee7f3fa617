import { useMemo } from 'preact/hooks';
import { CopyButton } from '../../ui/copy-button.tsx';
import { createKeep, type Keep } from '../models/keep.ts';
import type { Problem } from '../models/local-problem.ts';
import type { WidgetModel } from '../models/widget.ts';
import { runStrings } from '../strings/catalog.ts';
import { ProblemFacts } from './facts.tsx';
import css from './keep-results.module.css';
import { copyLabels } from './labels.ts';

/** Opens the sign-up in a new tab, with a code that takes the visitor's discoveries along. */
export function KeepResults({ model }: { model: WidgetModel }) {
  const keep = useMemo(() => createKeep(model, openTab), [model]);
  if (!model.config.value.claim || model.session.credentials.value === null) return null;
  const state = keep.state.value;
  if (state.kind === 'blocked') return <BlockedTab keep={keep} url={state.url} />;
  return (
    <>
      <button type="button" class="button" data-cta onClick={keep.open}>
        {runStrings.value.keep}
      </button>
      {state.kind === 'failed' && <KeepFailure problem={state.problem} />}
    </>
  );
}

function openTab(url: string): boolean {
  const tab = window.open(url, '_blank');
  // The new tab must not be able to move this one.
  if (tab) tab.opener = null;
  return tab !== null;
}

function BlockedTab({ keep, url }: { keep: Keep; url: string }) {
  const r = runStrings.value;
  const follow = (event: MouseEvent) => {
    if (!keep.follow()) event.preventDefault();
  };
  return (
    <>
      <a class="button" href={url} target="_blank" rel="noopener" data-cta onClick={follow}>
        {r.keep}
      </a>
      <div class={css.more}>
        <p role="alert">{r.keepBlocked}</p>
        {/* For a page that allows its frames no new tab at all. */}
        <CopyButton text={url} labels={copyLabels(r.copyLink)} icon="link" />
      </div>
    </>
  );
}

function KeepFailure({ problem }: { problem: Problem }) {
  const { problems, keepFailed } = runStrings.value;
  return (
    <div class={css.more} role="alert">
      <p>
        <strong>{problems[problem.kind].title}.</strong> {keepFailed(problem)}
      </p>
      <p class={css.facts}>
        <ProblemFacts problem={problem} />
      </p>
    </div>
  );
}
