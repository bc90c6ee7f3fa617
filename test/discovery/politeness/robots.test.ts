import { describe, expect, it, vi } from 'vitest';
import { parseRule } from '../../../server/discovery/politeness/robots-rules.ts';
import { readRobots } from '../../../server/discovery/politeness/robots-file.ts';

// Counts the rules that are kept: each one parsed is one kept.
vi.mock('../../../server/discovery/politeness/robots-rules.ts', async (importOriginal) => {
  const rules =
    await importOriginal<typeof import('../../../server/discovery/politeness/robots-rules.ts')>();
  return { ...rules, parseRule: vi.fn(rules.parseRule) };
});
const rulesParsed = vi.mocked(parseRule);

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

  it.each([
    ['/*.pdf$', '/a/b.pdf', false],
    ['/*.pdf$', '/a/b.pdf?x', true],
    ['/*.pdf$', '/.pdf.pdf', false],
    ['/a*b*c', '/a-b-b-c-d', false],
    ['/a*b*c', '/a-c-b', true],
    ['/a*a$', '/a', true],
    ['/a$', '/a', false],
    ['/a$', '/ab', true],
    ['/*?sort=', '/list?sort=up', false],
    ['*', '/', false],
    ['/caf\u00e9', '/caf%c3%a9/menu', false],
  ])('takes Disallow: %s for %s as a site means it', (rule, path, isAllowed) => {
    expect(mayRead(`User-agent: *\nDisallow: ${rule}`, path)).toBe(isAllowed);
  });

  it('reads several names in front of rules as one group, and several groups of one name together', () => {
    const text = [
      'User-agent: other\nUser-agent: kloakdplayground/1.0\nDisallow: /one # why not',
      'User-agent: other\nDisallow: /',
      'User-agent: KloakdPlayground\nDisallow: /two',
    ].join('\n');
    const paths = ['/one', '/two', '/three'];
    expect(paths.map((path) => mayRead(text, path))).toEqual([false, false, true]);
  });

  it('allows the longer of two, and of two equal ones the one that allows', () => {
    expect(mayRead('User-agent: *\nDisallow: /a\nAllow: /a', '/a')).toBe(true);
    expect(mayRead('User-agent: *\nAllow: /a\nDisallow: /a*b', '/a-b')).toBe(false);
  });

  it('is not stalled by long rules that all but match, at any of many addresses', () => {
    const text = `User-agent: *\n${`Disallow: /*${`${'a'.repeat(30)}*`.repeat(7)}b$\n`.repeat(2200)}`;
    const robots = readRobots(`${origin}/robots.txt`, text);
    const address = `${origin}/${'a'.repeat(2000)}`;
    for (let page = 0; page < 500; page += 1) robots.mayRead(`${address}${page}`);
  });

  it('keeps no rules of others, or thousands of names before thousands of rules would be millions', () => {
    const names = Array.from({ length: 2500 }, (_, i) => `User-agent: a${i}\n`).join('');
    const rules = Array.from({ length: 2400 }, (_, i) => `Disallow: /${i}\n`).join('');
    rulesParsed.mockClear();
    expect(mayRead(names + rules, '/1')).toBe(true);
    expect(rulesParsed).not.toHaveBeenCalled();
    expect(mayRead('User-agent: *\n'.repeat(2500) + rules, '/1')).toBe(false);
    expect(rulesParsed).toHaveBeenCalledTimes(2400);
  });

  it('is not stalled by rules made of wildcards', () => {
    const text = `User-agent: *\n${'Disallow: /*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b\n'.repeat(2000)}`;
    expect(mayRead(text, `/${'a'.repeat(1500)}`)).toBe(true);
  });
});
