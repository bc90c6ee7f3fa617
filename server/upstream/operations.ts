import type { UpstreamSetting } from '../config/config.ts';

export type Access = 'read' | 'write';

/** One operation that the document or the configuration names. */
interface Operation {
  method: string;
  /** The segments of its path; null matches any segment. */
  segments: readonly (string | null)[];
  access: Access;
}

/** Which operations of a module only read. */
export interface Operations {
  /** @param path below the module, from `modulePath` */
  accessOf(method: string, path: string): Access;
}

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);
const byMethod = (method: string): Access => (READS.has(method) ? 'read' : 'write');
const METHODS = new Set(['get', 'head', 'post', 'put', 'patch', 'delete', 'options']);

/**
 * Decides by the configured list and the module's OpenAPI document whether an operation reads or writes; by its method
 * where neither names it. Where several match a request, as `/items/{id}` and `/items/purge` do, it counts as a read
 * only if all of them do.
 * @param document undefined where none is configured
 */
export function createOperations(setting: UpstreamSetting, document?: unknown): Operations {
  const operations = [...setting.reads.map(fromList), ...readDocument(document)];
  return {
    accessOf(method, path) {
      // A HEAD is answered by the operation of GET.
      const asked = method === 'HEAD' ? 'GET' : method;
      const segments = segmentsOf(path);
      const matching = operations.filter(
        (operation) => operation.method === asked && matches(operation, segments),
      );
      if (matching.length === 0) return byMethod(method);
      return matching.every(({ access }) => access === 'read') ? 'read' : 'write';
    },
  };
}

function fromList(entry: string): Operation {
  const [method = '', path = ''] = entry.split(' ');
  return { method, segments: templateOf(path), access: 'read' };
}

/** Takes `x-kloakd-access` of each operation, or its method without one. Any value but `read` means write. */
function readDocument(document: unknown): Operation[] {
  return Object.entries(asObject(asObject(document)['paths'])).flatMap(([path, item]) =>
    Object.entries(asObject(item))
      .filter(([method]) => METHODS.has(method))
      .map(([lower, operation]) => {
        const method = lower.toUpperCase();
        const said = asObject(operation)['x-kloakd-access'];
        const access = said === undefined ? byMethod(method) : said === 'read' ? 'read' : 'write';
        return { method, segments: templateOf(path), access };
      }),
  );
}

const asObject = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const templateOf = (path: string) =>
  segmentsOf(path).map((segment) => (segment.includes('{') ? null : segment));

/** The decoded segments, without a slash at the end, which many servers ignore. */
const segmentsOf = (path: string): string[] =>
  path
    .replace(/^\/|\/$/g, '')
    .split('/')
    .map(decode);

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/**
 * A write matches in any letter case, because some servers ignore the case: `/items/PURGE` must not pass as
 * `/items/{id}`. A read matches only in the document's spelling.
 */
function matches({ segments, access }: Operation, path: readonly string[]): boolean {
  if (segments.length !== path.length) return false;
  return segments.every((segment, index) => {
    const given = path[index] ?? '';
    if (segment === null || segment === given) return true;
    return access === 'write' && segment.toLowerCase() === given.toLowerCase();
  });
}
