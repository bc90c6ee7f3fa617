import type { WidgetModel } from '../models/widget.ts';
import { runStrings } from '../strings/run-catalog.ts';

/** A run that found nothing says what else might. */
export function EmptyResult({ model }: { model: WidgetModel }) {
  const r = runStrings.value;
  const { kind } = model.run.state.value;
  if (kind === 'done') {
    return (
      <div class="empty">
        <strong>{r.emptyTitle}</strong>
        <p>{r.emptyText}</p>
      </div>
    );
  }
  const isUnderWay = kind === 'running' || kind === 'preparing' || kind === 'waiting_for_network';
  return <p class="empty">{isUnderWay ? r.waitingForEndpoints : r.nothingYet}</p>;
}
