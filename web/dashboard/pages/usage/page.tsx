import { useMemo } from 'preact/hooks';
import type { Usage } from '../../../../shared/usage.ts';
import { saveFile } from '../../../ui/download.ts';
import { Counts } from '../../components/counts.tsx';
import { CsvButton } from '../../components/csv-button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Field, SelectField } from '../../components/field.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { Panel } from '../../components/panel.tsx';
import { ResourceView } from '../../components/resource-view.tsx';
import type { MemberPageProps } from '../../page.ts';
import { createUsage, RANGES, type UsageModel } from './model.ts';
import css from './page.module.css';
import { strings } from './strings.ts';
import { UsageChart, UsageTable } from './usage-views.tsx';

const SPLITS = ['none', 'module', 'key', 'status'] as const;
const MEASURES = ['discoveries', 'requests'] as const;

export function UsagePage({ app, organization }: MemberPageProps) {
  const model = useMemo(() => createUsage(app, organization, saveFile), []);
  return (
    <PageFrame
      app={app}
      title={strings.title}
      lead={strings.lead}
      actions={<CsvButton csv={model.csv} disabled={model.flaw.value !== null} />}
    >
      {model.csv.failure.value && <FailureNotice failure={model.csv.failure.value} />}
      <Choices model={model} />
      <ResourceView resource={model.usage}>
        {(usage) => (
          <Answer model={model} usage={usage} keysHref={`/dashboard/${organization.id}/keys`} />
        )}
      </ResourceView>
    </PageFrame>
  );
}

function Choices({ model }: { model: UsageModel }) {
  return (
    <div class={css.choices}>
      <SelectField
        label={strings.range}
        value={model.range.value}
        options={RANGES.map((value) => ({ value, label: strings.ranges[value] }))}
        onValue={model.chooseRange}
      />
      {model.range.value === 'custom' && (
        <>
          <Field
            label={strings.from}
            type="date"
            max={model.today}
            value={model.from.value}
            onValue={model.chooseFrom}
          />
          <Field
            label={strings.to}
            type="date"
            max={model.today}
            value={model.to.value}
            onValue={model.chooseTo}
            error={model.flaw.value && strings.flaws[model.flaw.value]}
          />
        </>
      )}
      <SelectField
        label={strings.split}
        value={model.split.value}
        options={SPLITS.map((value) => ({ value, label: strings.splits[value] }))}
        onValue={model.splitBy}
      />
      <SelectField
        label={strings.measure}
        value={model.measure.value}
        options={MEASURES.map((value) => ({ value, label: strings.measures[value] }))}
        onValue={model.count}
      />
    </div>
  );
}

interface AnswerProps {
  model: UsageModel;
  usage: Usage;
  keysHref: string;
}

function Answer({ model, usage, keysHref }: AnswerProps) {
  if (usage.total.requests === 0) {
    return (
      <Panel title={strings.emptyTitle}>
        <p>{strings.emptyText}</p>
        <p>
          <a class="button" href={keysHref}>
            {strings.toKeys}
          </a>
        </p>
      </Panel>
    );
  }
  return (
    <Counts
      totals={MEASURES.map((measure) => ({
        label: strings.totals[measure],
        value: usage.total[measure],
      }))}
      view={model.view.value}
      onView={model.show}
      chart={() => <UsageChart model={model} usage={usage} />}
      table={() => <UsageTable usage={usage} />}
    />
  );
}
