import type { UpstreamSetting } from './config.ts';
import { parseHttpUrl } from './parse-urls.ts';

/** @returns undefined unless it is a JSON object of module names to a URL or `{url, reads, openapi}` */
export function parseUpstreams(text: string): Record<string, UpstreamSetting> | undefined {
  if (text === '') return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(parsed)) return undefined;
  const entries = Object.entries(parsed).map(
    ([module, value]) => [module, parseUpstream(value)] as const,
  );
  const whole = entries.flatMap(([module, setting]) => (setting ? [[module, setting]] : []));
  return whole.length === entries.length ? Object.fromEntries(whole) : undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parseUpstream(value: unknown): UpstreamSetting | undefined {
  const {
    url: text,
    reads = [],
    openapi = null,
    ...rest
  } = isObject(value) ? value : { url: value };
  const url = typeof text === 'string' ? parseHttpUrl(text) : undefined;
  if (!url || url.username !== '' || url.search !== '' || url.hash !== '') return undefined;
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  const areReads = Array.isArray(reads) && reads.every((entry) => isOperation(entry));
  const isPath = openapi === null || (typeof openapi === 'string' && /^\/[^/]/.test(openapi));
  if (!areReads || !isPath || Object.keys(rest).length > 0) return undefined;
  return { url, reads: reads as string[], openapi };
}

const isOperation = (entry: unknown): boolean =>
  typeof entry === 'string' && /^(GET|POST|PUT|PATCH|DELETE) \/\S*$/.test(entry);
