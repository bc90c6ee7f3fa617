import type { FunctionComponent } from 'preact';
import type { Membership, PageAccess } from './models/access.ts';
import type { Dashboard } from './models/dashboard.ts';
import type { PathParameters } from './router/match.ts';

/** What a page of the dashboard is rendered with. */
export interface PageProps {
  app: Dashboard;
  /** Values of the named segments of the page's path. */
  parameters: PathParameters;
}

/** A page below `/dashboard/:organization_id/` also knows the organization and the person's role in it. */
export interface MemberPageProps extends PageProps {
  organization: Membership;
}

/** One line of the list of pages. Its code is fetched when it is first opened. */
export type PageEntry = {
  /** Below `/dashboard`; a segment with a colon is named. */
  path: string;
  /** For the navigation and the window's title. */
  title: string;
  /** Whether the organization's navigation has a link to it. */
  inNavigation?: boolean;
} & (
  | {
      access: Exclude<PageAccess, 'member'>;
      load: () => Promise<FunctionComponent<PageProps>>;
    }
  | {
      access: 'member';
      load: () => Promise<FunctionComponent<MemberPageProps>>;
    }
);
