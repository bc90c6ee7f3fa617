import { useMemo } from 'preact/hooks';
import type { Funnel } from '../../../../shared/funnel.ts';
import { saveFile } from '../../../ui/download.ts';
import { Counts } from '../../components/counts.tsx';
import { CsvButton } from '../../components/csv-button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { SelectField } from '../../components/field.tsx';
import { Panel } from '../../components/panel.tsx';
import { ResourceView } from '../../components/resource-view.tsx';
import { Section } from '../../components/section.tsx';
import type { MemberPageProps } from '../../page.ts';
import { createFunnel, RANGES, STEPS, type FunnelModel } from './funnel-model.ts';
import { strings } from './funnel-strings.ts';
import { FunnelChart, FunnelTable } from './funnel-views.tsx';
import css from './funnel.module.css';

/** How far visitors get, by site and day. */
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
      <CsvButton csv={model.csv} />
    </div>
  );
}

function Answer({ model, funnel }: { model: FunnelModel; funnel: Funnel }) {
  if (funnel.rows.length === 0) {
    return (
      <Panel title={strings.emptyTitle}>
        <p>{strings.emptyText}</p>
      </Panel>
    );
  }
  return (
    <Counts
      totals={STEPS.map((step) => ({ label: strings.steps[step], value: funnel.total[step] }))}
      view={model.view.value}
      onView={model.show}
      chart={() => <FunnelChart step={model.step.value} funnel={funnel} />}
      table={() => <FunnelTable funnel={funnel} />}
    />
  );
}
