import type { WidgetModel } from '../models/widget.ts';
import { strings } from '../strings/catalog.ts';
import { Header } from './header.tsx';
import { Panels } from './panels.tsx';
import { Stage } from './stage.tsx';
import { UrlForm } from './url-form.tsx';

export function Widget({ model }: { model: WidgetModel }) {
  return (
    <main class="widget" aria-label={strings.value.product}>
      <Header model={model} />
      <UrlForm model={model} />
      <Stage model={model} />
      <Panels model={model} />
      <EndAnnouncement model={model} />
    </main>
  );
}

// It must stand in the page before its text changes, or screen readers miss the change.
function EndAnnouncement({ model }: { model: WidgetModel }) {
  const t = strings.value;
  const state = model.run.state.value;
  const count = model.run.endpoints.value.length;
  return (
    <p class="sr-only" role="status">
      {state.kind === 'done' && t.finished(count, state.result.elapsedMs, state.result.charged)}
      {state.kind === 'cancelled' && `${t.cancelled}. ${state.charged ? t.charged : t.notCharged}.`}
    </p>
  );
}
