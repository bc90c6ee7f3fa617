import { lazily } from '../../ui/lazily.tsx';
import { loadOnDemand } from '../load-later.ts';
import type { WidgetModel } from '../models/widget.ts';
import { KeyReveal } from './key-reveal.tsx';
import { KeyProgress } from './key-progress.tsx';
import { MissingPart } from './part-missing.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { RunProgress } from './run-progress.tsx';
import { Summary } from './summary.tsx';
import { SpentNotice } from './spent-notice.tsx';
import { localProblem } from '../models/local-problem.ts';

const LinkNotice = lazily(async () => (await loadOnDemand()).LinkNotice, MissingPart, null);

/** What a run is doing, or how it ended. */
export function RunStage({ model }: { model: WidgetModel }) {
  return (
    <>
      <KeyReveal model={model} />
      <Current model={model} />
    </>
  );
}

function Current({ model }: { model: WidgetModel }) {
  const state = model.run.state.value;
  switch (state.kind) {
    case 'idle':
      return (
        <>
          {model.link.value && <LinkNotice model={model} />}
          {model.session.spent.value && <SpentNotice model={model} problem={null} />}
        </>
      );
    case 'preparing':
      return <KeyProgress model={model} />;
    case 'running':
      return model.session.state.value.kind === 'ready' ? (
        <RunProgress model={model} reconnecting={state.reconnecting} />
      ) : (
        <KeyProgress model={model} />
      );
    case 'done':
      return (
        <>
          <Summary model={model} result={state.result} />
          {model.session.spent.value && <SpentNotice model={model} problem={null} />}
        </>
      );
    case 'cancelled':
      return <Summary model={model} cancelled={state} />;
    case 'waiting_for_network':
      return (
        <ProblemNotice
          model={model}
          problem={{ ...localProblem('offline', 'offline'), charged: false }}
        />
      );
    case 'failed':
      return state.problem.kind === 'quota_spent' ? (
        <SpentNotice model={model} problem={state.problem} />
      ) : (
        <ProblemNotice model={model} problem={state.problem} />
      );
    default:
      return state satisfies never;
  }
}
