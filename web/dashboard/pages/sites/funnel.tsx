import { useId, useMemo } from 'preact/hooks';
import type { Funnel } from '../../../../shared/funnel.ts';
import { saveFile } from '../../../ui/download.ts';
import { Icon } from '../../../ui/icons.tsx';
import { Tabs, tabId } from '../../../ui/tabs.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { SelectField } from '../../components/field.tsx';
import { Panel } from '../../components/panel.tsx';
import { ResourceView } from '../../components/resource-view.tsx';
import { Section } from '../../components/section.tsx';
import { formatNumber } from '../../numbers.ts';
import type { MemberPageProps } from '../../page.ts';
import { createFunnel, RANGES, STEPS, type FunnelModel } from './funnel-model.ts';
import { strings } from './funnel-strings.ts';
import { FunnelChart, FunnelTable } from './funnel-views.tsx';
import css from './funnel.module.css';

const VIEWS = ['chart', 'table'] as const;

/** How far visitors get, by site and day: counts alone. */
export function FunnelSection({ app, organization }: Omit<MemberPageProps, 'parameters'>) {
  const model = useMemo(() => createFunnel(app, organization, saveFile), [organization.id]);
  return (
    <Section title={strings.title}>
      <p>{strings.lead}</p>
      {model.csv.failure.value && <FailureNotice failure={model.csv.failure.value} />}
      <Choices model={model} />
      <ResourceView resource={model.funnel}>
        {(funnel) => <Answer model={model} funnel={funnel} />}
      </ResourceView>
      <details>
        <summary>{strings.how}</summary>
        <ul class={css.explanations}>
          {strings.explanations.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
        <p>{strings.trust}</p>
      </details>
    </Section>
  );
}

function Choices({ model }: { model: FunnelModel }) {
  return (
    <div class={css.choices}>
      <SelectField
        label={strings.range}
        value={model.range.value}
        options={RANGES.map((value) => ({ value, label: strings.ranges[value] }))}
        onValue={model.chooseRange}
      />
      <SelectField
        label={strings.step}
        value={model.step.value}
        options={STEPS.map((value) => ({ value, label: strings.steps[value] }))}
        onValue={model.chooseStep}
      />
      <button
        type="button"
        class="button-quiet"
        disabled={model.csv.busy.value}
        onClick={() => void model.csv.run()}
      >
        <Icon name="down" />
        {strings.csv}
      </button>
    </div>
  );
}

function Answer({ model, funnel }: { model: FunnelModel; funnel: Funnel }) {
  const panelId = `${useId()}-panel`;
  if (funnel.rows.length === 0) {
    return (
      <Panel title={strings.emptyTitle}>
        <p>{strings.emptyText}</p>
      </Panel>
    );
  }
  return (
    <>
      <dl class={css.totals}>
        {STEPS.map((step) => (
          <div key={step}>
            <dt>{strings.steps[step]}</dt>
            <dd>{formatNumber(funnel.total[step])}</dd>
          </div>
        ))}
      </dl>
      <Panel>
        <Tabs
          small
          label={strings.view}
          tabs={VIEWS.map((name) => ({ name, label: strings.views[name] }))}
          selected={model.view.value}
          onSelect={model.show}
          panelId={panelId}
        />
        <div id={panelId} role="tabpanel" aria-labelledby={tabId(panelId, model.view.value)}>
          {model.view.value === 'chart' ? (
            <FunnelChart step={model.step.value} funnel={funnel} />
          ) : (
            <FunnelTable funnel={funnel} />
          )}
        </div>
      </Panel>
    </>
  );
}
