import type { PageEntry } from './page.ts';

/**
 * Every page of the dashboard. The navigation shows those with `inNavigation`, in this order.
 * The first entry that a path fits is taken: fixed paths stand before those with a named segment.
 */
export const PAGES: readonly PageEntry[] = [
  {
    path: '/sign-in',
    title: 'Sign in',
    access: 'anyone',
    load: async () => (await import('./pages/sign-in/page.tsx')).SignInPage,
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
];
