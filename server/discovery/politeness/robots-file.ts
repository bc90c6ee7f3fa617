import { createJudge, parseRule, type RobotsRule } from './robots-rules.ts';

/** The name under which a robots.txt can have rules for this service. */
export const ROBOTS_TOKEN = 'KloakdPlayground';

/** What a site's robots.txt allows this service to read. */
export interface Robots {
  mayRead(url: string): boolean;
  sitemaps: string[];
}

export const allowAll: Robots = { mayRead: () => true, sitemaps: [] };

/** RFC 9309 section 2.3.1.4: a robots.txt that cannot be had because of a server error forbids everything. */
export const allowNothing: Robots = { mayRead: () => false, sitemaps: [] };

// RFC 9309 section 2.5 asks for at least 500 KiB.
export const ROBOTS_BYTES_MAX = 512 * 1024;
const LINES_MAX = 5000;
const LINE_LENGTH_MAX = 2048;
const SITEMAPS_MAX = 10;

/** The rules for this service, `null` where no group names it; those for all crawlers; and the sitemaps. */
interface Groups {
  ours: RobotsRule[] | null;
  everyones: RobotsRule[];
  sitemaps: string[];
}

/**
 * Reads robots.txt (RFC 9309).
 * @param url of the file; its rules count for that origin only
 */
export function readRobots(url: string, text: string): Robots {
  const { ours, everyones, sitemaps } = readGroups(text);
  const judge = createJudge(ours ?? everyones);
  const origin = URL.parse(url)?.origin;
  return {
    mayRead(page) {
      const parsed = URL.parse(page);
      return (
        parsed?.origin !== origin || judge(`${parsed?.pathname ?? '/'}${parsed?.search ?? ''}`)
      );
    },
    sitemaps,
  };
}

function readGroups(text: string): Groups {
  const groups: Groups = { ours: null, everyones: [], sitemaps: [] };
  // The lists that the rules of the current group are added to. The rules for other crawlers are not kept.
  let current = new Set<RobotsRule[]>();
  let isHead = false;
  for (const [name, value] of linesOf(text)) {
    if (name === 'user-agent') {
      if (!isHead) current = new Set();
      const rules = rulesFor(value, groups);
      if (rules) current.add(rules);
    } else if (name === 'sitemap' && value !== '') {
      if (groups.sitemaps.length < SITEMAPS_MAX) groups.sitemaps.push(value);
    } else if ((name === 'allow' || name === 'disallow') && value !== '') {
      for (const rules of current) rules.push(parseRule(value, name === 'allow'));
    }
    isHead = name === 'user-agent';
  }
  return groups;
}

/** The list for the rules of a crawler; `undefined` where it is neither this service nor `*`. */
function rulesFor(userAgent: string, groups: Groups): RobotsRule[] | undefined {
  const name = (userAgent.split('/', 1)[0] ?? '').trim().toLowerCase();
  if (name === '*') return groups.everyones;
  return name === ROBOTS_TOKEN.toLowerCase() ? (groups.ours ??= []) : undefined;
}

/** The names, in lower case, and values of all lines, without comments. Overlong lines are left out. */
function* linesOf(text: string): Generator<[string, string]> {
  for (const line of text.split(/\r\n|\r|\n/, LINES_MAX)) {
    const written = line.length > LINE_LENGTH_MAX ? '' : (line.split('#', 1)[0] ?? '');
    const colon = written.indexOf(':');
    if (colon < 0) continue;
    yield [written.slice(0, colon).trim().toLowerCase(), written.slice(colon + 1).trim()];
  }
}
