import { describe, expect, it } from 'vitest';
import { PAGES } from '../../../web/dashboard/pages.ts';
import { matchPath } from '../../../web/dashboard/router/match.ts';
import { DASHBOARD_STATES } from '../../../web/gallery/dashboard/states.ts';

const states = Object.values(DASHBOARD_STATES);
const statesOf = (path: string) =>
  states.filter(
    (state) => PAGES.find((page) => matchPath(page.path, pathOf(state)))?.path === path,
  );
const pathOf = ({ path }: { path: string }) => path.replace(/\?.*$/, '');

// The browser tests look at what the gallery has: a page that is missing there is looked at by nobody.
describe('the gallery', () => {
  it.each(PAGES.map(({ path }) => path))('has the page %s', (path) => {
    expect(statesOf(path).length).toBeGreaterThan(0);
  });

  it.each(PAGES.flatMap(({ path, inNavigation }) => (inNavigation ? [path] : [])))(
    'has %s filled, loading, failed and offline',
    (path) => {
      const answers = statesOf(path).map((state) => Object.values(state.answers ?? {}));
      const has = (isWanted: (answer: unknown) => boolean) =>
        answers.some((each) => each.some(isWanted));
      expect(has((answer) => isObject(answer, 'json'))).toBe(true);
      expect(has((answer) => answer === 'pending')).toBe(true);
      expect(has((answer) => isObject(answer, 'code'))).toBe(true);
      expect(statesOf(path).some(({ offline }) => offline)).toBe(true);
    },
  );
});

function isObject(answer: unknown, member: string): boolean {
  return typeof answer === 'object' && answer !== null && member in answer;
}
