import { describe, expect, it } from 'vitest';
import { readRobots } from '../../server/discovery/robots.ts';

const origin = 'https://shop.attacker.com';
const mayRead = (text: string, path: string): boolean =>
  readRobots(`${origin}/robots.txt`, text).mayRead(origin + path);

describe('robots.txt', () => {
  it('allows what it does not mention', () => expect(mayRead('', '/a')).toBe(true));

  it('obeys the group that names us before the one for all', () => {
    const text = 'User-agent: *\nDisallow: /\n\nUser-agent: KloakdPlayground\nDisallow: /private';
    expect(mayRead(text, '/a')).toBe(true);
    expect(mayRead(text, '/private/a')).toBe(false);
  });

  it('lets the longer rule win', () => {
    expect(mayRead('User-agent: *\nDisallow: /a\nAllow: /a/b', '/a/b')).toBe(true);
  });

  it('is not stalled by rules made of wildcards', () => {
    const text = `User-agent: *\n${'Disallow: /*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b\n'.repeat(2000)}`;
    expect(mayRead(text, `/${'a'.repeat(1500)}`)).toBe(true);
  });
});
