import type { ComponentChildren } from 'preact';
import { Icon } from '../../ui/icons.tsx';
import { safeHref } from '../../ui/links.ts';
import { Notice } from '../../ui/notice.tsx';
import type { Problem, ProblemKind } from '../models/local-problem.ts';
import type { WidgetModel } from '../models/widget.ts';
import { strings } from '../strings/catalog.ts';
import { runStrings } from '../strings/catalog.ts';
import { ProblemFacts } from './facts.tsx';
import { englishDetail } from './labels.ts';
import css from './stage.module.css';

type Action = 'retry' | 'new_key' | 'upgrade' | 'cancel' | 'reload' | 'none';

// What the visitor can do about it beyond changing the address.
const ACTIONS: Partial<Record<ProblemKind, Action>> = {
  unreachable: 'retry',
  unreachable_connect: 'retry',
  unreachable_timeout: 'retry',
  unreachable_http: 'retry',
  rate_limited: 'retry',
  overloaded: 'retry',
  challenge_failed: 'retry',
  challenge_too_slow: 'retry',
  page_outdated: 'reload',
  interrupted: 'retry',
  service_stopped: 'retry',
  fingerprint_refused: 'upgrade',
  unexpected: 'retry',
  key_refused: 'new_key',
  forbidden: 'new_key',
  too_many_new_visitors: 'upgrade',
  read_only_key: 'upgrade',
  not_entitled: 'upgrade',
  offline: 'cancel',
};

// Failures that are nobody's mistake: they are not shown in the colour of an error.
const CALM: ReadonlySet<ProblemKind> = new Set([
  'offline',
  'rate_limited',
  'overloaded',
  'too_many_new_visitors',
  'challenge_too_slow',
  'page_outdated',
]);

export function ProblemNotice({ model, problem }: { model: WidgetModel; problem: Problem }) {
  const { title, text } = runStrings.value.problems[problem.kind];
  return (
    <div class={css.stage}>
      <Notice
        {...{ title, text, detail: englishDetail(problem) }}
        tone={CALM.has(problem.kind) ? 'calm' : 'bad'}
        role="alert"
        facts={<ProblemFacts problem={problem} />}
      >
        <NoticeAction model={model} action={ACTIONS[problem.kind] ?? 'none'} />
      </Notice>
    </div>
  );
}

function NoticeAction({ model, action }: { model: WidgetModel; action: Action }) {
  const t = strings.value;
  const r = runStrings.value;
  const waitSeconds = model.run.countdown.secondsLeft.value;
  switch (action) {
    case 'retry':
      return (
        <ActionButton onClick={model.submit} disabled={waitSeconds > 0}>
          {waitSeconds > 0 ? t.runIn(waitSeconds) : r.retry}
        </ActionButton>
      );
    case 'new_key':
      return <ActionButton onClick={model.renewKey}>{r.newKey}</ActionButton>;
    case 'upgrade':
      return <UpgradeLink model={model} label={r.upgrade} />;
    case 'cancel':
      return <ActionButton onClick={model.run.cancel}>{t.cancel}</ActionButton>;
    case 'reload':
      return <ActionButton onClick={() => location.reload()}>{t.reload}</ActionButton>;
    case 'none':
      return null;
    default:
      return action satisfies never;
  }
}

function ActionButton(props: {
  onClick: () => void;
  disabled?: boolean;
  children: ComponentChildren;
}) {
  return <button type="button" class="button" {...props} />;
}

export function UpgradeLink({ model, label }: { model: WidgetModel; label: string }) {
  return (
    <a
      class="button button-primary"
      href={safeHref(model.upgradeUrl.value)}
      target="_blank"
      rel="noopener"
      data-cta
    >
      {model.config.value.cta?.label ?? label}
      <Icon name="out" />
    </a>
  );
}
