import type { Ref } from 'preact';
import type { WidgetModel } from '../models/widget.ts';
import { strings } from '../strings/catalog.ts';
import { Header } from './header.tsx';
import { Stage } from './stage.tsx';
import { UrlForm } from './url-form.tsx';
import css from './widget.module.css';

interface Props {
  model: WidgetModel;
  /** Where the panels are put once their code is there, see `show-panels.tsx`. */
  slot?: Ref<HTMLDivElement>;
  /** The panels as prerendered HTML. Hydration leaves in place what is in the page. */
  panelsHtml?: string;
}

export function Widget({ model, slot, panelsHtml = '' }: Props) {
  return (
    <main class={css.widget} data-sample={model.isSample.value} aria-label={strings.value.product}>
      <Header model={model} />
      <UrlForm model={model} />
      <Stage model={model} />
      <div ref={slot} class={css.slot} dangerouslySetInnerHTML={{ __html: panelsHtml }} />
      <EndAnnouncement model={model} />
    </main>
  );
}

// Screen readers announce a change only of an element that was in the page before.
function EndAnnouncement({ model }: { model: WidgetModel }) {
  const t = strings.value;
  const state = model.run.state.value;
  const count = model.run.endpoints.value.length;
  return (
    <p class="sr-only" role="status">
      {state.kind === 'done' &&
        (state.result.storedAt
          ? `${t.endpoints(count)}. ${t.notCharged}.`
          : t.finished(count, state.result.elapsedMs, state.result.charged))}
      {state.kind === 'cancelled' &&
        `${t.cancelled}. ${state.charged === null ? '' : state.charged ? t.charged : t.notCharged}`}
    </p>
  );
}
