import { afterEach } from 'vitest';
import type { Loopback } from '../loopback.ts';
import { json, serveFiles, type Page } from './files.ts';

const open: Loopback[] = [];
afterEach(async () => {
  for (const site of open.splice(0)) await site.close();
});

/** A site of a few files that is closed after the test. */
export async function serveSite(files: Record<string, Page>, fallback?: Page): Promise<Loopback> {
  const site = await serveFiles(files, fallback);
  open.push(site);
  return site;
}

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
