import { withoutNames } from './url-template.ts';

/** An endpoint's URL in parts. */
export interface Template {
  /** With http or https: `wss://x` has the origin `https://x`. */
  origin: string;
  segments: string[];
  trailingSlash: boolean;
}

const URL_PARTS = /^(https?|wss?):\/\/([^/?#\s]+)([^?#]*)/i;
const LENGTH_MAX = 1000;
const SEGMENTS_MAX = 24;

/**
 * Splits what `readTemplate` gave, such as `https://shop.example/users/{id}`; query and fragment are dropped.
 * @returns `null` for other URLs than http and websocket, and for those over 1,000 characters.
 */
export function parseTemplate(url: string): Template | null {
  if (url.length > LENGTH_MAX) return null;
  const match = URL_PARTS.exec(url);
  if (match === null) return null;
  const [, scheme = '', authority = '', path = ''] = match;
  const origin = URL.parse(`${scheme.toLowerCase().replace('ws', 'http')}://${authority}`)?.origin;
  if (origin === undefined || authority.includes('{')) return null;
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.');
  if (segments.length > SEGMENTS_MAX || segments.includes('..')) return null;
  return {
    origin,
    segments,
    trailingSlash: path.length > 1 && path.endsWith('/'),
  };
}

export const pathOf = ({ segments, trailingSlash }: Template): string =>
  `/${segments.join('/')}${trailingSlash && segments.length > 0 ? '/' : ''}`;

/** The same text for templates that differ only in the names of parameters or in a trailing slash. */
export const shapeOf = ({ origin, segments }: Template): string =>
  withoutNames(`${origin}/${segments.join('/')}`);

export const isParameter = (segment: string): boolean => segment.includes('{');

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DATE = /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z?)?$/;
const LONG_HEX = /^(?=.*\d)[0-9a-f]{16,}$/i;
const NUMBER = /^\d+$/;

/**
 * Replaces segments that can only be the key of one row by a parameter: numbers, UUIDs, dates, long hex. Used for
 * sources that show examples (pages, strings). Paths that a description states stay as they are.
 */
export function generalise(template: Template): Template {
  const segments = template.segments.map((segment, index) => {
    if (DATE.test(segment)) return '{date}';
    if (UUID.test(segment) || LONG_HEX.test(segment)) return '{id}';
    // `/api/2/users`: a small number in front is a version, not a key.
    if (NUMBER.test(segment) && (index > 1 || segment.length > 2) && index > 0) return '{id}';
    return segment;
  });
  return { ...template, segments };
}
