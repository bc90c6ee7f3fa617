import type { Membership } from '../models/access.ts';
import { PAGES } from '../pages.ts';
import { fillPath, matchPath } from '../router/match.ts';
import { addressOf } from '../router/router.ts';
import { strings } from '../strings.ts';
import css from './navigation.module.css';

/** Links to the pages of one organization. */
export function Navigation({ organization, path }: { organization: Membership; path: string }) {
  const links = PAGES.filter(({ inNavigation }) => inNavigation).map((entry) => ({
    entry,
    to: fillPath(entry.path, { organization_id: organization.id }),
  }));
  return (
    <nav class={css.navigation} aria-label={strings.navigation}>
      <ul class={css.list}>
        {links.map(({ entry, to }) => (
          <li key={entry.path}>
            <a
              class={css.link}
              href={addressOf(to)}
              // The link is also current for a page below it, such as one discovery.
              aria-current={
                matchPath(entry.path, path)
                  ? 'page'
                  : path.startsWith(`${to}/`)
                    ? 'true'
                    : undefined
              }
            >
              {entry.title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
