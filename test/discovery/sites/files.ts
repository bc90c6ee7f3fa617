import { answer, startLoopback, type Loopback } from '../loopback.ts';

export type Page =
  | string
  | { type: string; body: string | Buffer; status?: number; headers?: Record<string, string> };

const TYPES: Record<string, string> = {
  js: 'text/javascript',
  json: 'application/json',
  yaml: 'application/yaml',
  xml: 'application/xml',
  txt: 'text/plain',
};

/**
 * A site of a few files, by path; keys may name a method, as in `POST /graphql`. Text gets the type of its
 * extension, HTML without one. Everything else is 404, or `fallback`.
 */
export function serveFiles(files: Record<string, Page>, fallback?: Page): Promise<Loopback> {
  return startLoopback((request, response) => {
    const path = (request.url ?? '').replace(/\?.*$/, '');
    const page =
      files[`${request.method} ${path}`] ??
      (request.method === 'GET' ? files[path] : undefined) ??
      fallback;
    if (page === undefined)
      return answer(response, 'text/html', `<h1>Not found: ${path}</h1>`, 404);
    if (typeof page === 'string')
      return answer(response, TYPES[path.split('.')[1] ?? ''] ?? 'text/html', page);
    for (const [name, value] of Object.entries(page.headers ?? {})) response.setHeader(name, value);
    return answer(response, page.type, page.body, page.status);
  });
}

export const json = (value: unknown, status = 200): Page => ({
  type: 'application/json',
  body: JSON.stringify(value),
  status,
});
