import type { FunctionComponent } from 'preact';
import { lazily } from '../../ui/lazily.tsx';
import { ReloadOffer } from '../../ui/reload-offer.tsx';
import { decide, type Membership } from '../models/access.ts';
import type { Dashboard } from '../models/dashboard.ts';
import type { MemberPageProps, PageEntry, PageProps } from '../page.ts';
import { PAGES } from '../pages.ts';
import { matchPath, type PathParameters } from '../router/match.ts';
import { strings } from '../strings.ts';
import { AccountsOff } from './accounts-off.tsx';
import { Header } from './header.tsx';
import { Home } from './home.tsx';
import { MonthBanner } from './month-banner.tsx';
import { Navigation } from './navigation.tsx';
import { NotFound } from './not-found.tsx';
import { Redirect } from './redirect.tsx';
import { Loading } from './resource-view.tsx';
import { Waiting } from './waiting.tsx';
import css from './shell.module.css';

const Missing = () => <ReloadOffer text={strings.partMissing} label={strings.reload} />;
const lazyPages = PAGES.map((entry) => ({ entry, Page: lazyPage(entry) }));

/** The frame of the dashboard, and in it the page that the address names. */
export function Shell({ app }: { app: Dashboard }) {
  const { path } = app.router.place.value;
  const found = findPage(path);
  const organization = found ? organizationOf(app, found.parameters) : null;
  return (
    <>
      <a class={css.skip} href="#content">
        {strings.skip}
      </a>
      <Header app={app} organization={organization} />
      {!app.online.value && (
        <p class={css.offline} role="status">
          {strings.offline}
        </p>
      )}
      {organization && <MonthBanner app={app} organizationId={organization.id} path={path} />}
      <div class={organization ? `${css.body} ${css.withNavigation}` : css.body}>
        {organization && <Navigation organization={organization} path={path} />}
        <main id="content" class={css.main} tabIndex={-1}>
          {path === '/' ? <Home app={app} /> : <CurrentPage key={path} app={app} found={found} />}
        </main>
      </div>
    </>
  );
}

interface Found {
  entry: PageEntry;
  Page: FunctionComponent<MemberPageProps>;
  parameters: PathParameters;
}

function CurrentPage({ app, found }: { app: Dashboard; found: Found | null }) {
  if (!found) return <NotFound app={app} />;
  const { entry, Page, parameters } = found;
  const verdict = decide(entry.access, app.session.state.value, {
    path: app.router.place.value.path,
    organizationId: parameters['organization_id'] ?? null,
  });
  switch (verdict.kind) {
    case 'wait':
      return <Waiting app={app} title={entry.title} failure={null} />;
    case 'accounts_off':
      return <AccountsOff app={app} />;
    case 'failed':
      return <Waiting app={app} title={entry.title} failure={verdict.failure} />;
    case 'redirect':
      return <Redirect app={app} to={verdict.to} />;
    case 'not_found':
      return <NotFound app={app} />;
    case 'show':
      // A page that is not for members never reads the organization.
      return (
        <Page {...{ app, parameters }} organization={verdict.organization ?? NO_ORGANIZATION} />
      );
    default:
      return verdict satisfies never;
  }
}

const NO_ORGANIZATION: Membership = { id: '', name: '', role: 'member' };

function lazyPage(entry: PageEntry): FunctionComponent<MemberPageProps> {
  const load: () => Promise<FunctionComponent<MemberPageProps>> =
    entry.access === 'member' ? entry.load : () => asMemberPage(entry.load());
  return lazily(load, Missing, <Loading />);
}

async function asMemberPage(
  page: Promise<FunctionComponent<PageProps>>,
): Promise<FunctionComponent<MemberPageProps>> {
  return page;
}

function findPage(path: string): Found | null {
  for (const { entry, Page } of lazyPages) {
    const parameters = matchPath(entry.path, path);
    if (parameters) return { entry, Page, parameters };
  }
  return null;
}

function organizationOf(app: Dashboard, parameters: PathParameters): Membership | null {
  const session = app.session.state.value;
  if (session.kind !== 'signed_in') return null;
  return (
    session.account.organizations.find(({ id }) => id === parameters['organization_id']) ?? null
  );
}
