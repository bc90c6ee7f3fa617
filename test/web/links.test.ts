import { describe, expect, it } from 'vitest';
import { safeHref } from '../../web/ui/links.ts';

describe('an address from outside', () => {
  it.each(['https://shop.example/a', 'http://shop.example/', '/upgrade'])(
    'becomes a link: %s',
    (address) => {
      expect(safeHref(address)).toBe(address);
    },
  );

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'blob:https://shop.example/1',
    '//evil.example',
    '/\\evil.example',
    'upgrade',
    '',
  ])('does not become a link: %j', (address) => {
    expect(safeHref(address)).toBeUndefined();
  });
});
