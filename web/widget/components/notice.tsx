import type { Problem, ProblemKind } from '../models/local-problem.ts';
import type { WidgetModel } from '../models/widget.ts';
import { safeHref } from '../links.ts';
import { strings } from '../strings/catalog.ts';
import { runStrings } from '../strings/run-catalog.ts';
import { CopyButton } from './copy-button.tsx';
import { Icon } from './icons.tsx';
import { Cost } from './summary.tsx';

type Action = 'retry' | 'new_key' | 'upgrade' | 'cancel' | 'none';

// What the visitor can do about it beyond changing the address.
const ACTIONS: Partial<Record<ProblemKind, Action>> = {
  unreachable: 'retry',
  unreachable_connect: 'retry',
  unreachable_timeout: 'retry',
  unreachable_http: 'retry',
  rate_limited: 'retry',
  overloaded: 'retry',
  challenge_failed: 'retry',
  interrupted: 'retry',
  unexpected: 'retry',
  key_refused: 'new_key',
  forbidden: 'new_key',
  too_many_new_visitors: 'upgrade',
  read_only_key: 'upgrade',
  not_entitled: 'upgrade',
  offline: 'cancel',
};

// Nobody did anything wrong: no alarm colour.
const CALM: ReadonlySet<ProblemKind> = new Set([
  'offline',
  'rate_limited',
  'overloaded',
  'too_many_new_visitors',
]);

export function Notice({ model, problem }: { model: WidgetModel; problem: Problem }) {
  const { title, text } = runStrings.value.problems[problem.kind];
  return (
    <section
      class={CALM.has(problem.kind) ? 'stage notice notice-calm' : 'stage notice'}
      role="alert"
    >
      <h2 class="notice-title">{title}</h2>
      <p class="notice-text">{text}</p>
      {problem.detail && <p class="notice-detail">{problem.detail}</p>}
      <NoticeAction model={model} action={ACTIONS[problem.kind] ?? 'none'} />
      <ProblemFacts problem={problem} />
    </section>
  );
}

function NoticeAction({ model, action }: { model: WidgetModel; action: Action }) {
  const t = strings.value;
  const r = runStrings.value;
  const waitSeconds = model.run.countdown.secondsLeft.value;
  switch (action) {
    case 'retry':
      return (
        <button type="button" class="button" disabled={waitSeconds > 0} onClick={model.submit}>
          {waitSeconds > 0 ? t.runIn(waitSeconds) : r.retry}
        </button>
      );
    case 'new_key':
      return (
        <button type="button" class="button" onClick={model.renewKey}>
          {r.newKey}
        </button>
      );
    case 'upgrade':
      return <UpgradeLink model={model} label={r.upgrade} />;
    case 'cancel':
      return (
        <button type="button" class="button" onClick={model.run.cancel}>
          {t.cancel}
        </button>
      );
    case 'none':
      return null;
    default:
      return action satisfies never;
  }
}

export function UpgradeLink({ model, label }: { model: WidgetModel; label: string }) {
  return (
    <a
      class="button button-primary"
      href={safeHref(model.upgradeUrl.value)}
      target="_blank"
      rel="noopener"
    >
      {label}
      <Icon name="out" />
    </a>
  );
}

/** What to quote when asking for help, and what the failure cost. */
export function ProblemFacts({ problem }: { problem: Problem }) {
  const r = runStrings.value;
  return (
    <p class="facts">
      <span>
        {r.code} <code>{problem.code}</code>
      </span>
      {problem.requestId && (
        <span class="fact-request">
          {r.requestId} <code>{problem.requestId}</code>
          <CopyButton text={problem.requestId} describes={r.requestId} compact />
        </span>
      )}
      <Cost charged={problem.charged} />
    </p>
  );
}
