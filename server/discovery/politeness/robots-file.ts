import { createJudge, parseRule, type RobotsRule } from './robots-rules.ts';

/** The name that robots.txt may address us by. */
export const ROBOTS_TOKEN = 'KloakdPlayground';

/** What a site's robots.txt lets us read. */
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

/** The rules for us, null where no group names us; those for all; and the sitemaps. */
interface Groups {
  ours: RobotsRule[] | null;
  everyones: RobotsRule[];
  sitemaps: string[];
}

/**
 * Reads robots.txt (RFC 9309).
 * @param url where it came from; rules count for that origin alone.
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
  // Lists that the rules of the current group go to: other crawlers' rules are not kept at all.
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

/** The list for the rules of a crawler; undefined where it is neither us nor everyone. */
function rulesFor(userAgent: string, groups: Groups): RobotsRule[] | undefined {
  const name = (userAgent.split('/', 1)[0] ?? '').trim().toLowerCase();
  if (name === '*') return groups.everyones;
  return name === ROBOTS_TOKEN.toLowerCase() ? (groups.ours ??= []) : undefined;
}

/** Names in lower case with their values, without comments; lines too long to be meant are left out. */
function* linesOf(text: string): Generator<[string, string]> {
  for (const line of text.split(/\r\n|\r|\n/, LINES_MAX)) {
    const written = line.length > LINE_LENGTH_MAX ? '' : (line.split('#', 1)[0] ?? '');
    const colon = written.indexOf(':');
    if (colon < 0) continue;
    yield [written.slice(0, colon).trim().toLowerCase(), written.slice(colon + 1).trim()];
  }
}
