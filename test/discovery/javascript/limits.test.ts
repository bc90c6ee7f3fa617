import { describe, expect, it } from 'vitest';
import { createScriptReader } from '../../../server/discovery/javascript/read-scripts.ts';
import { lines, PAGE, read } from './reading.ts';

const tail = ';fetch("/after")';

describe('hostile scripts', () => {
  it.each([
    ['parentheses', `${'('.repeat(100_000)}1${')'.repeat(100_000)}`],
    ['arrays', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['functions', `${'function f(){'.repeat(50_000)}${'}'.repeat(50_000)}`],
    ['calls', `${'f('.repeat(50_000)}1${')'.repeat(50_000)}`],
    ['conditions', `x=${'a?'.repeat(30_000)}1${':2'.repeat(30_000)}`],
    ['member chains', `x=a${'.b()'.repeat(50_000)}`],
    ['unfinished templates', '`${'.repeat(50_000)],
  ])('survives a nest of %s', (_, code) => {
    expect(() => read(code + tail)).not.toThrow();
  });

  it('reads on after a sum of 50,000 terms', () => {
    expect(lines(read(`x=${'"a"+'.repeat(50_000)}"b"${tail}`))).toEqual(['GET /after']);
  });

  it('folds no more than a few alternatives of a text that doubles at every step', () => {
    const doubled = Array.from(
      { length: 40 },
      (_, i) => `var v${i + 1} = v${i} + (c ? "x" : "y");`,
    ).join('');
    expect(read(`var v0 = "/double/";${doubled}fetch(v40)`).length).toBeLessThanOrEqual(16);
  });

  it('cuts a text that grows without end', () => {
    const grown = Array.from({ length: 30 }, (_, i) => `var v${i + 1} = v${i} + v${i};`).join('');
    expect(() => read(`var v0 = "/aaaaaaaaaaaaaaaa";${grown}fetch(v30)`)).not.toThrow();
  });

  it('follows no circle of values, calls or objects', () => {
    const code = `var a = b, b = a; fetch(a + "/x"); function f(p) { return f(g(p)) } function g(p) { return f(p) } fetch(f("/y") + "/z"); var o = {...o, self: o}; o.o = o; fetch(o.o.o.url); class A extends A {} new A().get("/q")`;
    expect(() => read(code + tail)).not.toThrow();
    expect(lines(read(code + tail))).toContain('GET /after');
  });

  it('stops following wrappers that call each other without end', { timeout: 60_000 }, () => {
    const many = Array.from(
      { length: 300 },
      (_, i) =>
        `function w${i}(p, q) { w${(i + 1) % 300}(p + "/a", q); w${(i + 7) % 300}(q, p); if (c) fetch(p + q) }`,
    ).join('');
    const found = read(
      `fetch("/before");${many}w0("/start", "/end");window.open("/rows/export?of=" + id)`,
    );
    expect(lines(found)).toContain('GET /before');
    // What is read after the calls has steps of its own.
    expect(lines(found)).toContain('GET /rows/export');
  });

  it('reads hundreds of functions of one name that hundreds of calls share', () => {
    const made = Array.from(
      { length: 300 },
      (_, i) => `use({query: (id) => fetch('/things/t${i}/' + id)});`,
    ).join('');
    const calls = 'db.from(t).where(a).where(b).where(c).order(d).query(q);'.repeat(900);
    const found = lines(read(`${made} const all = (db) => {${calls}}`));
    expect(found).toHaveLength(300);
    expect(found).toContain('GET /things/t299/{id}');
  });

  it('gives at most 5,000 candidates', () => {
    const code = Array.from({ length: 6_000 }, (_, i) => `fetch("/many/${i}/x")`).join(';');
    expect(read(code).length).toBe(5_000);
  });

  it('looks for marked strings where a script does not parse', () => {
    const found = read('this is not (javascript "/api/users/list" \'/somewhere\' "unclosed /api/x');
    expect(found.map(({ url, confidence }) => [url, confidence])).toEqual([
      ['https://shop.example/api/users/list', 0.5],
    ]);
  });

  it('keeps what it finds in a script of very many calls', () => {
    expect(lines(read('fetch("/api/" + userId);'.repeat(200_000)))).toEqual(['GET /api/{userId}']);
  });

  it('reads calls at sight once the time for following them is over', () => {
    const code = `const send = (path) => fetch('/base' + path); send('/followed');
      fetch('/at/sight', { method: 'PUT' }); const text = '/api/string'`;
    const script = { url: `${PAGE}a.js`, code, kind: 'classic' } as const;
    const found = (isLate: () => boolean) =>
      lines(createScriptReader(PAGE, isLate).add(script).candidates);
    expect(found(() => false)).toContain('GET /base/followed');
    expect(found(() => true)).toEqual(['? /api/string', 'PUT /at/sight']);
  });

  it('reads at sight what callers could only fill in', () => {
    const code = `const client = axios.create({ baseURL: location.origin + '/api/v1' });
      const change = (id, tool) => client.put('/tools/' + id, tool); const find = (id) => client.get('/roles?group=' + id)`;
    const script = { url: `${PAGE}a.js`, code, kind: 'classic' } as const;
    const { candidates } = createScriptReader(PAGE, () => true).add(script);
    expect(lines(candidates)).toEqual(['GET /api/v1/roles', 'PUT /api/v1/tools/{id}']);
  });

  it('takes names like __proto__ and constructor for what they are', () => {
    const code =
      'const o = {"__proto__": "/p", constructor: "/c"}; fetch(o.constructor + "/x"); fetch(o.hasOwnProperty + "/y"); x.get("/api/constructor")';
    expect(lines(read(code))).toContain('GET /c/x');
  });

  it('gives the same for the same script twice only once', () => {
    const reader = createScriptReader(PAGE);
    const script = { url: `${PAGE}a.js`, code: 'fetch("/once/x")', kind: 'classic' } as const;
    expect(reader.add(script).candidates).toHaveLength(1);
    expect(reader.add(script).candidates).toHaveLength(0);
    expect(reader.finish().candidates).toHaveLength(0);
  });
});
