import { describe, expect, it } from 'vitest';
import { readTemplate, resolveLink } from '../../../server/discovery/findings/url-template.ts';

const BASE = 'https://shop.example/docs/page';

describe('readTemplate', () => {
  it.each([
    ['/users/{id}', 'https://shop.example/users/{id}'],
    ['/users/:id/orders/:order_id', 'https://shop.example/users/{id}/orders/{order_id}'],
    ['/users/<id>', 'https://shop.example/users/{id}'],
    ['/users/<int:user_id>/x', 'https://shop.example/users/{user_id}/x'],
    ['/files/{+path}', 'https://shop.example/files/{path}'],
    ['/files/{path*}', 'https://shop.example/files/{path}'],
    ['/files/{*path}', 'https://shop.example/files/{path}'],
    ['/repos{/owner,name}', 'https://shop.example/repos/{owner}/{name}'],
    ['/orders/{id:[0-9]{1,3}}', 'https://shop.example/orders/{id}'],
    ['/orders/{id=shops/*}', 'https://shop.example/orders/{id}'],
    ['/orders/${order.id}/lines', 'https://shop.example/orders/{order.id}/lines'],
    ['/orders/{{ _.orderId }}', 'https://shop.example/orders/{orderId}'],
    ['/users/%7Bid%7D', 'https://shop.example/users/{id}'],
    ['/export.{format}', 'https://shop.example/export.{format}'],
    ['/items/{id}:cancel', 'https://shop.example/items/{id}:cancel'],
    ['relative/path', 'https://shop.example/docs/relative/path'],
    ['//api.example/v1', 'https://api.example/v1'],
    ['wss://shop.example/live', 'wss://shop.example/live'],
    ['/a/../b', 'https://shop.example/b'],
  ])('reads %s', (raw, url) => {
    expect(readTemplate(raw, BASE)?.url).toBe(url);
  });

  it('takes the query out of the URL and keeps its names', () => {
    expect(readTemplate('/search?q=shoes&page={page}{&size,sort}#top', BASE)).toEqual({
      url: 'https://shop.example/search',
      path: [],
      query: ['q', 'page', 'size', 'sort'],
    });
  });

  it('names each path parameter once, in order', () => {
    expect(readTemplate('/a/{y}/{x}/{y}', BASE)?.path).toEqual(['y', 'x']);
  });

  it.each([
    'javascript:alert(1)',
    ' java\tscript:alert(1)',
    'data:text/html,x',
    'mailto:a@shop.example',
    'file:///etc/passwd',
    'https://user:secret@shop.example/a',
    'https://{tenant}.example/a',
    'http:\\\\evil.example\\a',
    'http://[not-an-address]/',
    '',
    `/${'a'.repeat(3000)}`,
  ])('refuses %s', (raw) => {
    expect(readTemplate(raw, BASE)).toBeNull();
  });

  it('does not confuse a path that contains its own placeholder', () => {
    expect(readTemplate('/q00z/{id}/q0x', BASE)?.url).toBe('https://shop.example/q00z/{id}/q0x');
  });

  it('gives a parameter that would name the prototype another name', () => {
    expect(readTemplate('/x/{__proto__}', BASE)?.path).toEqual(['param']);
  });

  it('reads unbalanced braces as they stand, without losing the rest', () => {
    expect(readTemplate('/x/{id/y', BASE)?.url).toBe('https://shop.example/x/%7Bid/y');
  });
});

describe('resolveLink', () => {
  it('drops the fragment and keeps the query', () => {
    expect(resolveLink('../a?b=c#d', BASE)).toBe('https://shop.example/a?b=c');
  });

  it.each(['javascript:void(0)', 'data:,x', 'blob:https://shop.example/1', 'ftp://shop.example/'])(
    'refuses %s',
    (raw) => {
      expect(resolveLink(raw, BASE)).toBeNull();
    },
  );
});
