import { describe, expect, it } from 'vitest';
import { readTarget } from '../../../web/widget/models/target-url.ts';

describe('the address field', () => {
  it.each([
    ['shop.example', 'https://shop.example'],
    ['shop.example:8443/docs?x=1', 'https://shop.example:8443/docs?x=1'],
    ['//shop.example', 'https://shop.example'],
    ['  shop.example  ', 'https://shop.example'],
    ['localhost:3000', 'http://localhost:3000'],
    ['127.0.0.1:8788', 'http://127.0.0.1:8788'],
    ['[::1]:8080', 'http://[::1]:8080'],
  ])('adds the scheme that is missing in %j', (typed, url) => {
    expect(readTarget(typed)).toEqual({ kind: 'valid', url, schemeAdded: true });
  });

  it.each(['https://shop.example', 'http://shop.example:8080/a/b?c#d', 'HTTPS://SHOP.EXAMPLE'])(
    'takes %j as it is',
    (typed) => {
      expect(readTarget(typed)).toEqual({ kind: 'valid', url: typed, schemeAdded: false });
    },
  );

  it.each([
    ['htps://shop.example', null],
    ['http:/shop.example', 'http://shop.example'],
    ['https//shop.example', 'https://shop.example'],
    ['https:shop.example', 'https://shop.example'],
    ['htttps://shop.example', 'https://shop.example'],
  ])('offers, and never makes, the correction of %j', (typed, suggestion) => {
    const target = readTarget(typed);
    expect(target.kind).toBe('invalid');
    if (suggestion !== null) expect(target).toMatchObject({ suggestion });
  });

  it('offers the https address in place of another scheme', () => {
    expect(readTarget('ftp://files.example/a')).toEqual({
      kind: 'invalid',
      flaw: 'scheme',
      suggestion: 'https://files.example/a',
    });
  });

  it.each(['javascript:alert(1)', 'file:///etc/passwd', 'data:text/html,x', 'mailto:a@b.example'])(
    'refuses %j',
    (typed) => {
      expect(readTarget(typed).kind).toBe('invalid');
    },
  );

  it('offers the address without its user name and password, which are sent nowhere', () => {
    expect(readTarget('https://me:secret@shop.example/')).toEqual({
      kind: 'invalid',
      flaw: 'userinfo',
      suggestion: 'https://shop.example/',
    });
  });

  it('offers an ending for a name that has none', () => {
    expect(readTarget('github/features')).toEqual({
      kind: 'invalid',
      flaw: 'host',
      suggestion: 'https://github.com/features',
    });
  });

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['https://', 'malformed'],
    ['not an address', 'malformed'],
    [`https://shop.example/${'a'.repeat(2048)}`, 'too_long'],
  ])('says what is wrong with %j', (typed, flaw) => {
    expect(readTarget(typed)).toMatchObject({ kind: 'invalid', flaw });
  });
});
