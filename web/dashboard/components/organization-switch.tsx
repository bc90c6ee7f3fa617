import type { Account } from '../../../shared/account.ts';
import type { Membership } from '../models/access.ts';
import type { Dashboard } from '../models/dashboard.ts';
import { strings } from '../strings.ts';
import css from './organization-switch.module.css';

interface Props {
  app: Dashboard;
  account: Account;
  current: Membership | null;
}

const NEW = 'new';

/** Opens the same page of another organization, or the form for a new one. */
export function OrganizationSwitch({ app, account, current }: Props) {
  const change = (event: Event & { currentTarget: HTMLSelectElement }) => {
    const chosen = event.currentTarget.value;
    if (chosen === NEW) return app.router.go('/welcome');
    app.remembered.lastOrganizationId.write(chosen);
    app.router.go(`/${chosen}/${pageNameOf(app.router.place.peek().path)}`);
  };
  return (
    <label class={css.switch}>
      <span class="sr-only">{strings.organizationLabel}</span>
      <select class={css.select} value={current?.id ?? ''} onChange={change}>
        {!current && <option value="">{strings.chooseOrganization}</option>}
        {account.organizations.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
        <option value={NEW}>{strings.newOrganization}</option>
      </select>
    </label>
  );
}

/** The page in an organization's path. What follows it identifies something that only this organization has. */
function pageNameOf(path: string): string {
  return /^\/[^/]+\/([a-z]+)/.exec(path)?.[1] ?? 'keys';
}
