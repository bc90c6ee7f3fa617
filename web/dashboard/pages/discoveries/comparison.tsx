import { useMemo } from 'preact/hooks';
import type { Endpoint } from '../../../../shared/discovery.ts';
import type { DiscoverySummary } from '../../../../shared/organization.ts';
import type { SendRequest } from '../../../api/request.ts';
import type { StoredDiscovery } from '../../../api/stored-discoveries.ts';
import { keyOf, splitUrl } from '../../../ui/endpoint.ts';
import type { Change, Comparison as Differences } from '../../../ui/compare-runs.ts';
import { Method, Path } from '../../../ui/method.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { SelectField } from '../../components/field.tsx';
import { ResourceView } from '../../components/resource-view.tsx';
import { Section } from '../../components/section.tsx';
import { formatMoment } from '../../times.ts';
import { createComparison, type ComparedRuns, type ComparisonModel } from './comparison-model.ts';
import css from './page.module.css';
import { strings } from './strings.ts';

/** What differs between this discovery and another one of the same site. */
export function Comparison({ send, discovery }: { send: SendRequest; discovery: StoredDiscovery }) {
  const model = useMemo(() => createComparison(send, discovery), []);
  const { busy, failure } = model.compare;
  return (
    <Section title={strings.compare}>
      <p>{strings.compareText}</p>
      <ResourceView resource={model.others}>
        {(others) =>
          others.length === 0 ? (
            <p>{strings.noOtherRun}</p>
          ) : (
            <OtherRun model={model} others={others} />
          )
        }
      </ResourceView>
      {failure.value && (
        <FailureNotice
          failure={failure.value}
          onRetry={() => void model.compare.run(model.chosen.peek())}
        />
      )}
      <div class={css.compared} aria-live="polite">
        {busy.value && <p>{strings.comparing}</p>}
        {model.compared.value && <Compared {...model.compared.value} />}
      </div>
    </Section>
  );
}

interface OtherRunProps {
  model: ComparisonModel;
  others: readonly DiscoverySummary[];
}

function OtherRun({ model, others }: OtherRunProps) {
  const options = others.map(({ discovery_id: value, url, created_at: at }) => ({
    value,
    label: `${formatMoment(at)} · ${url}`,
  }));
  return (
    <div class={css.search}>
      <SelectField
        label={strings.otherRun}
        options={[{ value: '', label: strings.chooseRun }, ...options]}
        value={model.chosen.value}
        onValue={(id) => void model.compare.run(id)}
      />
    </div>
  );
}

function Compared({ olderAt, newerAt, comparison }: ComparedRuns) {
  const { added, removed, changed } = comparison;
  return (
    <>
      <p>{strings.comparedRuns(formatMoment(olderAt), formatMoment(newerAt))}</p>
      {isSame(comparison) && <p>{strings.same}</p>}
      <Group title={strings.added(added.length)} endpoints={added} />
      <Group title={strings.removed(removed.length)} endpoints={removed} />
      <Group
        title={strings.changed(changed.length)}
        endpoints={changed.map(({ endpoint }) => endpoint)}
        changes={changed.map((each) => each.changes)}
      />
    </>
  );
}

function isSame({ added, removed, changed }: Differences): boolean {
  return added.length + removed.length + changed.length === 0;
}

interface GroupProps {
  title: string;
  endpoints: readonly Endpoint[];
  /** The changes of each endpoint. */
  changes?: readonly (readonly Change[])[];
}

function Group({ title, endpoints, changes }: GroupProps) {
  if (endpoints.length === 0) return null;
  return (
    <div>
      <h3 class={css.groupTitle}>{title}</h3>
      <ul class={css.group}>
        {endpoints.map((endpoint, index) => (
          <li key={keyOf(endpoint)}>
            <span class={css.endpoint}>
              <Method name={endpoint.method} />
              <Path {...splitUrl(endpoint.url)} />
            </span>
            {changes?.[index]?.map((change) => (
              <p key={change.property} class={css.small}>
                {changeText(change)}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </div>
  );
}

function changeText({ property, gone, come }: Change): string {
  const parts = [
    ...(gone.length > 0 ? [strings.gone(gone)] : []),
    ...(come.length > 0 ? [strings.come(come)] : []),
  ];
  return `${strings.changes[property]}: ${parts.join('; ')}`;
}
