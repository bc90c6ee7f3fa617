import { useEffect } from 'preact/hooks';
import { KeyProgress } from '../components/key-progress.tsx';
import { Failure } from '../components/failure.tsx';
import panels from '../components/panels.module.css';
import type { WidgetModel } from '../models/widget.ts';
import { runStrings } from '../strings/catalog.ts';
import { ComparisonView } from './comparison-view.tsx';
import { historyOf } from './history.ts';
import { HistoryRow } from './history-row.tsx';

/** The visitor's own discoveries, newest first. Opening one again costs nothing. */
export function HistoryPanel({ model }: { model: WidgetModel }) {
  const history = historyOf(model);
  const organizationId = model.session.credentials.value?.organizationId;
  useEffect(() => void history.load(), [organizationId]);
  const failure = history.failure.value;
  return (
    <>
      {failure && <Failure problem={failure} />}
      {history.compared.value ? <ComparisonView model={model} /> : <List model={model} />}
    </>
  );
}

function List({ model }: { model: WidgetModel }) {
  const { history: texts, retry, tabs } = runStrings.value;
  const history = historyOf(model);
  const state = history.state.value;
  switch (state.kind) {
    case 'locked':
      return (
        <div class={panels.empty}>
          <p>{texts.locked}</p>
          <button type="button" class="button" onClick={history.unlock}>
            {texts.unlock}
          </button>
        </div>
      );
    case 'loading':
      return <KeyProgress model={model} />;
    case 'failed':
      return (
        <>
          <Failure problem={state.problem} />
          <button type="button" class="button" onClick={history.load}>
            {retry}
          </button>
        </>
      );
    case 'ready':
      if (state.discoveries.length === 0) return <p class={panels.empty}>{texts.none}</p>;
      return (
        <ul aria-label={tabs.history}>
          {state.discoveries.map((each) => (
            <HistoryRow key={each.discovery_id} {...{ model, each }} all={state.discoveries} />
          ))}
        </ul>
      );
    default:
      return state satisfies never;
  }
}
