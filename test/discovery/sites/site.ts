import { afterEach } from 'vitest';
import { answer, startLoopback, type Loopback } from '../loopback.ts';

export type Page =
  | string
  | { type: string; body: string | Buffer; status?: number; headers?: Record<string, string> };

const open: Loopback[] = [];
afterEach(async () => {
  for (const site of open.splice(0)) await site.close();
});

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
export async function serveSite(files: Record<string, Page>, fallback?: Page): Promise<Loopback> {
  const site = await startLoopback((request, response) => {
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
  open.push(site);
  return site;
}

export const json = (value: unknown, status = 200): Page => ({
  type: 'application/json',
  body: JSON.stringify(value),
  status,
});

/** A small OpenAPI document with these operations, such as `GET /users/{id}`. */
export function openapi(operations: string[], more: object = {}): Page {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of operations) {
    const [method = '', path = ''] = operation.split(' ');
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: { responses: { 200: { description: 'fine' } } },
    };
  }
  return json({ openapi: '3.0.3', info: { title: 'A', version: '1' }, paths, ...more });
}
