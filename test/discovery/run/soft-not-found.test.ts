import { describe, expect, it } from 'vitest';
import { createSoftNotFound, type Answer } from '../../../server/discovery/run/soft-not-found.ts';

const page = (body: string, status = 200, contentType = 'text/html; charset=utf-8'): Answer => ({
  status,
  contentType,
  body: Buffer.from(body),
});

const SHELL =
  '<title>Shop</title><script nonce="NONCE">boot()</script><div id="root">Please wait while the shop loads</div>';

describe('soft 404s', () => {
  it('recognises a shell whose nonce changes and which repeats the path', () => {
    const notFound = createSoftNotFound();
    notFound.learn(
      page(SHELL.replace('NONCE', '123') + '<link rel=canonical href="/kptoken">'),
      'kptoken',
    );
    expect(
      notFound.matches(page(SHELL.replace('NONCE', '987') + '<link rel=canonical href="/users">')),
    ).toBe(true);
  });

  it('does not take another page, another type or another status for it', () => {
    const notFound = createSoftNotFound();
    notFound.learn(page(SHELL), 'kptoken');
    expect(
      notFound.matches(page('<title>Orders</title><table>All orders of this month</table>')),
    ).toBe(false);
    expect(notFound.matches(page('{"a":1}', 200, 'application/json'))).toBe(false);
    expect(notFound.matches(page(SHELL, 403))).toBe(false);
  });

  it('compares errors by status and type alone, since they name the path', () => {
    const notFound = createSoftNotFound();
    notFound.learn(page('{"error":"no route /kptoken"}', 401, 'application/json'), 'kptoken');
    expect(
      notFound.matches(page('{"error":"log in first, please"}', 401, 'application/json')),
    ).toBe(true);
  });

  it('matches nothing before it has learnt', () => {
    expect(createSoftNotFound().matches(page(SHELL))).toBe(false);
  });
});
