import type { ComponentChildren } from 'preact';
import type { DiscoverySummary } from '../../../shared/organization.ts';
import type { WidgetModel } from '../models/widget.ts';
import { runStrings, strings } from '../strings/catalog.ts';
import { earlierRuns, historyOf, isOpenable } from './history.ts';
import css from './history.module.css';

interface Props {
  model: WidgetModel;
  each: DiscoverySummary;
  all: readonly DiscoverySummary[];
}

export function HistoryRow({ model, each, all }: Props) {
  const { history: texts, moment } = runStrings.value;
  const history = historyOf(model);
  const { discovery_id: id, kind, status, total_endpoints: count, url } = each;
  const state = model.run.state.value;
  const isShown = state.kind === 'done' && state.result.discoveryId === id;
  const [earlier] = earlierRuns(all, each);
  const when = moment(each.created_at);
  const statuses: Readonly<Record<string, string>> = texts.statuses;
  const button = (text: string, onClick: () => void, more = {}): ComponentChildren => (
    <button type="button" class="button-quiet" {...{ onClick, ...more }}>
      {text}
      <span class="sr-only">{` ${url}, ${when}`}</span>
    </button>
  );
  const open = async () => {
    if (await history.open(id)) focusSelectedTab();
  };
  return (
    <li class={css.row} aria-current={isShown || undefined}>
      <div class={css.words}>
        <span class={css.url} dir="ltr">
          {url}
        </span>
        <span class={css.facts}>
          <time dateTime={each.created_at}>{when}</time>
          {count !== null && <span>{strings.value.endpoints(count)}</span>}
          {/* The server's own word, where it has a status that is not known here. */}
          {status !== 'completed' && <span>{statuses[status] ?? status}</span>}
          {kind !== 'discover' && <code>{kind}</code>}
        </span>
      </div>
      <span class={css.actions}>
        {isOpenable(each) &&
          !isShown &&
          button(texts.open, open, { disabled: model.run.busy.value })}
        {earlier &&
          button(texts.compare, () => void history.compare(each, earlier), {
            'data-compare': id,
          })}
      </span>
    </li>
  );
}

/** The button that was pressed is gone: the focus goes to the tab of what is shown now. */
function focusSelectedTab(): void {
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus(),
  );
}
