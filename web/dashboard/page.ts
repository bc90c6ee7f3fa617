import type { FunctionComponent } from 'preact';
import type { Membership, PageAccess } from './models/access.ts';
import type { Dashboard } from './models/dashboard.ts';
import type { PathParameters } from './router/match.ts';

/** The props of every page of the dashboard. */
export interface PageProps {
  app: Dashboard;
  /** Values of the named segments of the page's path. */
  parameters: PathParameters;
}

/** The props of a page below `/dashboard/:organization_id/`: also the organization, with the person's role in it. */
export interface MemberPageProps extends PageProps {
  organization: Membership;
}

/** An entry of the list of pages. The page's code is fetched when it is first opened. */
export type PageEntry = {
  /** The path below `/dashboard`. A segment with a colon is a named one. */
  path: string;
  /** The text in the navigation and in the window's title. */
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
