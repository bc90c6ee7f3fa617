import { useEffect, useId, useRef } from 'preact/hooks';
import type { Endpoint } from '../../../shared/discovery.ts';
import type { Change } from '../../ui/compare-runs.ts';
import { keyOf, splitUrl } from '../../ui/endpoint.ts';
import { Method, Path } from '../../ui/method.tsx';
import panels from '../components/panels.module.css';
import type { WidgetModel } from '../models/widget.ts';
import { runStrings } from '../strings/catalog.ts';
import { earlierRuns, historyOf, type Compared } from './history.ts';
import css from './history.module.css';

/** What a run found that an earlier one of the same address did not, and the other way round. */
export function ComparisonView({ model }: { model: WidgetModel }) {
  const { connecting, history: texts, moment } = runStrings.value;
  const history = historyOf(model);
  const titleId = useId();
  const title = useRef<HTMLHeadingElement>(null);
  // The button that was pressed is gone.
  useEffect(() => title.current?.focus(), []);
  const state = history.state.value;
  const compared = history.compared.value;
  if (compared === null || state.kind !== 'ready') return null;
  const { newer, older, comparison } = compared;
  const earlier = earlierRuns(state.discoveries, newer);
  const back = () => {
    history.closeComparison();
    requestAnimationFrame(() => {
      const buttons = document.querySelectorAll<HTMLElement>('[data-compare]');
      [...buttons].find(({ dataset }) => dataset['compare'] === newer.discovery_id)?.focus();
    });
  };
  return (
    <section class={css.comparison}>
      <button type="button" class="button-quiet" onClick={back}>
        {texts.back}
      </button>
      <h2 ref={title} id={titleId} class={css.title} tabIndex={-1}>
        {texts.comparison}
      </h2>
      <span class={css.url} dir="ltr">
        {newer.url}
      </span>
      <p class={css.facts}>
        <select
          class={panels.filter}
          aria-labelledby={titleId}
          value={older.discovery_id}
          onChange={({ currentTarget: { selectedIndex } }) => {
            const chosen = earlier[selectedIndex];
            if (chosen) void history.compare(newer, chosen);
          }}
        >
          {earlier.map(({ discovery_id: id, created_at: at }) => (
            <option key={id} value={id}>
              {moment(at)}
            </option>
          ))}
        </select>
        {moment(newer.created_at)}
      </p>
      <div class={css.groups} aria-live="polite">
        {comparison === null ? connecting : <Groups {...comparison} />}
      </div>
    </section>
  );
}

function Groups({ added, removed, changed }: NonNullable<Compared['comparison']>) {
  const { history: texts } = runStrings.value;
  if (added.length + removed.length + changed.length === 0) return <p>{texts.same}</p>;
  const unchanged = (endpoint: Endpoint) => ({ endpoint, changes: [] });
  return (
    <>
      <Group kind="added" endpoints={added.map(unchanged)} />
      <Group kind="removed" endpoints={removed.map(unchanged)} />
      <Group kind="changed" endpoints={changed} />
    </>
  );
}

interface GroupProps {
  kind: 'added' | 'removed' | 'changed';
  endpoints: readonly { endpoint: Endpoint; changes: readonly Change[] }[];
}

function Group({ kind, endpoints }: GroupProps) {
  const { columns, history: texts, parameters } = runStrings.value;
  if (endpoints.length === 0) return null;
  return (
    <div class={css.group} data-kind={kind}>
      <h3>{texts[kind](endpoints.length)}</h3>
      <ul>
        {endpoints.map(({ endpoint, changes }) => (
          <li key={keyOf(endpoint)}>
            <Method name={endpoint.method} /> <Path {...splitUrl(endpoint.url)} />
            {changes.map(({ property, gone, come }) => (
              <p key={property} class={css.facts}>
                {property === 'type' ? columns.type : parameters[property]}
                <code dir="ltr">
                  {gone.length > 0 && <del>{gone.join(', ')}</del>}{' '}
                  {come.length > 0 && <ins>{come.join(', ')}</ins>}
                </code>
              </p>
            ))}
          </li>
        ))}
      </ul>
    </div>
  );
}
