import { createRequire } from 'node:module';
import type robotsParserModule from 'robots-parser';

// Its types describe an ES module, which it is not.
const robotsParser: typeof robotsParserModule.default = createRequire(import.meta.url)(
  'robots-parser',
);

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

/**
 * Reads robots.txt (RFC 9309).
 * @param url where it came from; rules count for that origin alone.
 */
export function readRobots(url: string, text: string): Robots {
  // The library matches wildcards in polynomial time: long lines and long files are cut before it sees them.
  const lines = text
    .split(/\r\n|\r|\n/, LINES_MAX)
    .filter((line) => line.length <= LINE_LENGTH_MAX && (line.match(/\*/g)?.length ?? 0) <= 8);
  const parsed = robotsParser(url, lines.join('\n'));
  return {
    mayRead: (page) => parsed.isAllowed(page, ROBOTS_TOKEN) !== false,
    sitemaps: parsed.getSitemaps().slice(0, 10),
  };
}
