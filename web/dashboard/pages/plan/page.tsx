import { useMemo } from 'preact/hooks';
import type { PlanState } from '../../../../shared/organization.ts';
import { getPlanState } from '../../../api/plan-state.ts';
import { safeHref } from '../../../ui/links.ts';
import { Badge } from '../../components/badge.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { ResourceView } from '../../components/resource-view.tsx';
import { Section } from '../../components/section.tsx';
import { createResource } from '../../models/resource.ts';
import type { MemberPageProps } from '../../page.ts';
import { Month } from './month.tsx';
import css from './page.module.css';
import { strings } from './strings.ts';
import { termsOf } from './terms.ts';

export function PlanPage({ app, organization }: MemberPageProps) {
  const plan = useMemo(
    () => createResource(() => getPlanState(app.sendFor(organization.id))),
    [organization.id],
  );
  return (
    <PageFrame app={app} title={strings.title} lead={strings.lead}>
      <ResourceView resource={plan}>
        {({ entitlements, month, upgrade_url: upgradeUrl }) => (
          <>
            <Month month={month} />
            <p>
              <a class="button button-primary" href={safeHref(upgradeUrl)}>
                {strings.upgrade}
              </a>
            </p>
            <Terms entitlements={entitlements} />
            <Modules entitlements={entitlements} />
          </>
        )}
      </ResourceView>
    </PageFrame>
  );
}

type Props = Pick<PlanState, 'entitlements'>;

function Terms({ entitlements }: Props) {
  const terms = termsOf(entitlements);
  return (
    <Section title={strings.terms}>
      <dl class={css.terms}>
        {terms.map(({ label, value, isOverridden }) => (
          <div key={label} class={css.term}>
            <dt>{label}</dt>
            <dd>
              {value} {isOverridden && <Badge tone="warn">{strings.changed}</Badge>}
            </dd>
          </div>
        ))}
      </dl>
      {entitlements.overridden.length > 0 && <p class={css.note}>{strings.changedText}</p>}
    </Section>
  );
}

function Modules({ entitlements: { modules, overridden } }: Props) {
  return (
    <Section title={strings.modules}>
      {overridden.includes('modules') && (
        <p>
          <Badge tone="warn">{strings.changed}</Badge>
        </p>
      )}
      {modules.length === 0 && <p>{strings.noModules}</p>}
      <ul class={css.modules}>
        {modules.map(({ name, installed }) => (
          <li key={name} class={css.module}>
            <code>{name}</code>
            <Badge tone={installed ? 'good' : 'calm'}>
              {installed ? strings.installed : strings.notInstalled}
            </Badge>
          </li>
        ))}
      </ul>
      {modules.some(({ installed }) => !installed) && (
        <p class={css.note}>{strings.notInstalledText}</p>
      )}
    </Section>
  );
}
