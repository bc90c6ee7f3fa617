import type { PageEntry } from './page.ts';

/**
 * Every page of the dashboard. The navigation shows those with `inNavigation`, in this order.
 * The first entry that matches a path is taken, so fixed paths come before those with a named segment.
 */
export const PAGES: readonly PageEntry[] = [
  {
    path: '/sign-in',
    title: 'Sign in',
    access: 'anyone',
    load: async () => (await import('./pages/sign-in/page.tsx')).SignInPage,
  },
  {
    path: '/sign-up',
    title: 'Sign up',
    access: 'anyone',
    load: async () => (await import('./pages/sign-up/page.tsx')).SignUpPage,
  },
  {
    path: '/forgot',
    title: 'Forgot your password?',
    access: 'anyone',
    load: async () => (await import('./pages/forgot/page.tsx')).ForgotPage,
  },
  {
    path: '/reset',
    title: 'New password',
    access: 'anyone',
    load: async () => (await import('./pages/reset/page.tsx')).ResetPage,
  },
  {
    path: '/verify',
    title: 'Confirm your address',
    access: 'anyone',
    load: async () => (await import('./pages/verify/page.tsx')).VerifyPage,
  },
  {
    path: '/claim',
    title: 'Keep what you found',
    access: 'person',
    load: async () => (await import('./pages/claim/page.tsx')).ClaimPage,
  },
  {
    path: '/welcome',
    title: 'Create an organization',
    access: 'person',
    load: async () => (await import('./pages/welcome/page.tsx')).WelcomePage,
  },
  {
    path: '/invitations',
    title: 'Invitations',
    access: 'person',
    load: async () => (await import('./pages/invitations/page.tsx')).InvitationsPage,
  },
  {
    path: '/account',
    title: 'Account',
    access: 'person',
    load: async () => (await import('./pages/account/page.tsx')).AccountPage,
  },
  {
    path: '/:organization_id/keys',
    title: 'API Keys',
    access: 'member',
    inNavigation: true,
    load: async () => (await import('./pages/keys/page.tsx')).KeysPage,
  },
  {
    path: '/:organization_id/usage',
    title: 'Usage',
    access: 'member',
    inNavigation: true,
    load: async () => (await import('./pages/usage/page.tsx')).UsagePage,
  },
  {
    path: '/:organization_id/discoveries',
    title: 'Discoveries',
    access: 'member',
    inNavigation: true,
    load: async () => (await import('./pages/discoveries/page.tsx')).DiscoveriesPage,
  },
  {
    path: '/:organization_id/discoveries/:discovery_id',
    title: 'Discovery',
    access: 'member',
    load: async () => (await import('./pages/discoveries/discovery-page.tsx')).DiscoveryPage,
  },
  {
    path: '/:organization_id/members',
    title: 'Members',
    access: 'member',
    inNavigation: true,
    load: async () => (await import('./pages/members/page.tsx')).MembersPage,
  },
  {
    path: '/:organization_id/plan',
    title: 'Plan',
    access: 'member',
    inNavigation: true,
    load: async () => (await import('./pages/plan/page.tsx')).PlanPage,
  },
  {
    path: '/:organization_id/sites',
    title: 'Playground sites',
    access: 'member',
    inNavigation: true,
    load: async () => (await import('./pages/sites/page.tsx')).SitesPage,
  },
  {
    path: '/:organization_id/audit',
    title: 'Audit',
    access: 'member',
    inNavigation: true,
    load: async () => (await import('./pages/audit/page.tsx')).AuditPage,
  },
  {
    path: '/:organization_id/settings',
    title: 'Settings',
    access: 'member',
    inNavigation: true,
    load: async () => (await import('./pages/settings/page.tsx')).SettingsPage,
  },
];
