import type { WidgetModel } from '../models/widget.ts';
import { runStrings } from '../strings/catalog.ts';
import css from './panels.module.css';

/** In place of the table: what to try after a run that found nothing, or that there is no result yet. */
export function EmptyResult({ model }: { model: WidgetModel }) {
  const r = runStrings.value;
  const { kind } = model.run.state.value;
  if (kind === 'done') {
    return (
      <div class={css.empty}>
        <strong>{r.emptyTitle}</strong>
        <p>{r.emptyText}</p>
      </div>
    );
  }
  const isUnderWay = kind === 'running' || kind === 'preparing' || kind === 'waiting_for_network';
  return <p class={css.empty}>{isUnderWay ? r.waitingForEndpoints : r.nothingYet}</p>;
}
