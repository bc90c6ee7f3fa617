import { describe, expect, it, vi } from 'vitest';
import { nestsDeeperThan, parseJson } from '../../../server/discovery/documents/parse-json.ts';
import type { DocumentReading } from '../../../server/discovery/documents/read-document.ts';
import { calls, read } from './reading.ts';

const KINDS = ['openapi', 'page', 'swagger-initializer', 'graphql', 'wsdl', 'text'] as const;
const MEGABYTE = 1_000_000;

// An attack that works takes minutes or hours, past this limit; a loaded machine takes some seconds.
vi.setConfig({ testTimeout: 60_000 });

/** What every consumer may rely on, whatever was read. */
function expectHarmless(reading: DocumentReading): void {
  expect(reading.candidates.length).toBeLessThanOrEqual(5000);
  expect(reading.links.length).toBeLessThanOrEqual(5000);
  const urls = [...reading.candidates, ...reading.leads, ...reading.links, ...reading.scripts].map(
    ({ url }) => url,
  );
  for (const url of urls) {
    expect(url).toMatch(/^(?:https?|wss?):\/\//);
    expect(url.length).toBeLessThanOrEqual(2048);
  }
  expect(() => structuredClone(reading)).not.toThrow();
  expect(() => JSON.stringify(reading)).not.toThrow();
}

describe('documents that nest without end', () => {
  it.each([
    '[',
    '{"a":',
    '[{"paths":',
    '<div>',
    '<a><b>',
    '- ',
    '? ',
    '- ? ',
    '(',
    '{{',
    '"\\',
    '&a ',
    '<!--',
    '<![CDATA[',
    'type Query{a:[',
  ])('are given up quickly: %s', (unit) => {
    const body = unit.repeat(MEGABYTE / unit.length);
    for (const kind of KINDS) expectHarmless(read(body, { kind }));
    expectHarmless(read(`openapi: ${body}`, { contentType: 'application/yaml' }));
  });

  it('do not pass the guard, and brackets in strings do', () => {
    expect(nestsDeeperThan('['.repeat(300), 256)).toBe(true);
    expect(nestsDeeperThan(`"${'['.repeat(300)}\\"${'['.repeat(300)}"`, 256)).toBe(false);
    expect(nestsDeeperThan('[]'.repeat(300), 256)).toBe(false);
    expect(parseJson(`${'['.repeat(300)}${']'.repeat(300)}`)).toBeUndefined();
  });

  it('do not overflow a viewer script, and what stands beside them is read', () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    expectHarmless(read(`SwaggerUIBundle({spec: ${deep}})`, { kind: 'swagger-initializer' }));
  });

  it('end at 100 levels of XML and 1,024 of HTML, with what came before', () => {
    const reading = read(`<html><a href=/before>x</a>${'<b>'.repeat(2000)}<a href=/after>y</a>`);
    expect(reading.links.map(({ url }) => url)).toEqual(['https://shop.example/before']);
  });
});

describe('documents that grow when read', () => {
  it('have their XML entities refused', () => {
    const entities = Array.from(
      { length: 10 },
      (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`,
    ).join('');
    const body = `<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY e0 "x">${entities}<!ENTITY f SYSTEM "file:///etc/passwd">]>
      <urlset><url><loc>https://shop.example/&e9;&f;</loc></url></urlset>`;
    expect(read(body)).toMatchObject({ links: [], candidates: [] });
  });

  it('have undeclared entities left as text', () => {
    const reading = read('<urlset><url><loc>https://shop.example/&evil;</loc></url></urlset>');
    expect(reading.links.map(({ url }) => url)).toEqual(['https://shop.example/&evil;']);
  });

  it('have their YAML aliases shared, never copied, and merge keys ignored', () => {
    const levels = Array.from(
      { length: 30 },
      (_, i) => `x${i + 1}: &x${i + 1} [${`*x${i},`.repeat(9)}]`,
    ).join('\n');
    const body = `x0: &x0 {get: {}}\n${levels}\nopenapi: 3.0.0\npaths:\n  /a: *x0\n  /b: {<<: *x0}\n  /c: *x30\n`;
    const reading = read(body, { contentType: 'application/yaml' });
    expect(calls(reading)).toEqual(['GET https://shop.example/a']);
  });

  it('may contain themselves by an alias', () => {
    const body =
      'openapi: 3.0.0\npaths:\n  /a:\n    post:\n      requestBody: &r\n        content:\n          application/json:\n            schema: &s\n              allOf: [*s, *s]\n              properties: {x: *s}\n';
    expect(calls(read(body, { contentType: 'application/yaml' }))).toEqual([
      'POST https://shop.example/a',
    ]);
  });

  it('lean on too many aliases in vain', () => {
    const body = `a: &a x\nb: [${'*a,'.repeat(2000)}]\nopenapi: 3.0.0\npaths: {/a: {get: {}}}\n`;
    expect(read(body, { contentType: 'application/yaml' }).candidates).toEqual([]);
  });
});

describe('documents that are large', () => {
  it('give at most 5,000 candidates', () => {
    const paths = Object.fromEntries(
      Array.from({ length: 9000 }, (_, i) => [`/p${i}`, { get: {} }]),
    );
    const reading = read({ openapi: '3.0.0', paths });
    expect(reading.candidates).toHaveLength(5000);
  });

  it('give at most 5,000 links of a page with a hundred thousand', () => {
    const reading = read(
      `<html>${Array.from({ length: 100_000 }, (_, i) => `<a href=/${i}>${i}</a>`).join('')}`,
    );
    expect(reading.links).toHaveLength(5000);
    expectHarmless(reading);
  });

  it('may be a description of 20 MB', () => {
    const operation = { description: 'x'.repeat(6000), parameters: [{ in: 'query', name: 'q' }] };
    const paths = Object.fromEntries(
      Array.from({ length: 3000 }, (_, i) => [`/p${i}`, { get: operation }]),
    );
    const body = JSON.stringify({ openapi: '3.0.0', paths });
    expect(body.length).toBeGreaterThan(18 * MEGABYTE);
    expect(read(body).candidates).toHaveLength(3000);
  });

  it('do not overflow a call with a million keys or attributes', () => {
    const keys = Object.fromEntries(Array.from({ length: 150_000 }, (_, i) => [`k${i}`, '/api/x']));
    expectHarmless(read(`<html><script type="application/json">${JSON.stringify(keys)}</script>`));
    expectHarmless(
      read({
        openapi: '3.0.0',
        paths: {
          '/a': {
            post: {
              parameters: Array.from({ length: 200_000 }, () => ({ in: 'query', name: 'q' })),
            },
          },
        },
      }),
    );
    expectHarmless(read(`<html><a ${'data-x=/api/y '.repeat(100_000)}>`));
  });
});

describe('names and addresses that mean more than they say', () => {
  it('cannot reach a prototype', () => {
    const body = `{"openapi":"3.0.0","__proto__":{"polluted":1},"paths":{"/a/{__proto__}":{"post":{
      "parameters":[{"in":"query","name":"__proto__"}],"requestBody":{"content":{"application/json":{"schema":
      {"properties":{"__proto__":{"type":"string"},"constructor":{"type":"string"},"ok":{"$ref":"#/__proto__/toString"}}}}}}}}}}`;
    const reading = read(body);
    const bodyKeys = Object.keys(reading.candidates[0]?.parameters.body ?? {});
    expect(bodyKeys).toEqual(['constructor', 'ok']);
    expect(Object.getPrototypeOf(reading.candidates[0]?.parameters.body)).toBe(Object.prototype);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect(Object.assign({}, reading.candidates[0]?.parameters.body)).not.toHaveProperty(
      'polluted',
    );
  });

  it('cannot reach a prototype from a page, a script or YAML', () => {
    read('<html __proto__=x><form method=post action=/f><input name=__proto__></form>');
    read(
      'var o = {swaggerDoc: {"__proto__": {polluted: 1}, openapi: "3.0.0", paths: {"/a": {get: {}}}}}',
      { kind: 'swagger-initializer' },
    );
    read('openapi: 3.0.0\n__proto__: {polluted: 1}\npaths: {/a: {get: {}}}', {
      contentType: 'application/yaml',
    });
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('lose their control characters and the marks that turn text around', () => {
    const reading = read({
      openapi: '3.0.0',
      info: { title: 'a\u202e\u0000b' },
      paths: {
        '/a': {
          post: {
            requestBody: {
              content: { 'application/json': { schema: { properties: { 'k\u0007\u2066': {} } } } },
            },
          },
        },
      },
    });
    expect(reading.title).toBe('a b');
    expect(Object.keys(reading.candidates[0]?.parameters.body ?? {})).toEqual(['k']);
  });

  it('are cut or left out when they are too long', () => {
    const long = 'x'.repeat(10_000);
    const reading = read({
      openapi: '3.0.0',
      info: { title: long },
      paths: {
        [`/${long}`]: { get: {} },
        '/a': { get: { parameters: [{ in: 'query', name: long }] } },
      },
    });
    expect(calls(reading)).toEqual(['GET https://shop.example/a']);
    expect(reading.candidates[0]?.parameters.query[0]?.length).toBeLessThanOrEqual(128);
    expect(reading.title?.length).toBeLessThanOrEqual(200);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://shop.example/x',
    'https://a:b@shop.example/',
  ])('never become a link, a script, a lead or a candidate: %s', (url) => {
    const html = `<html><a href="${url}">x</a><script src="${url}"></script><form action="${url}" method=post></form>
        <link rel=service-desc href="${url}"><i hx-get="${url}"></i><redoc spec-url="${url}"></redoc><iframe src="${url}"></iframe>
        <meta http-equiv=refresh content="0;url=${url}"><script>SwaggerUIBundle({url: ${JSON.stringify(url)}})</script>`;
    const { candidates, leads, links, scripts } = read(html);
    expect([...candidates, ...leads, ...links]).toEqual([]);
    expect(scripts.map(({ kind }) => kind)).toEqual(['inline']);
    expect(
      read({ openapi: '3.0.0', servers: [{ url }], paths: { '/a': { get: {} } } }).servers,
    ).toEqual(['https://shop.example']);
    expect(read({ _links: { a: { href: url }, b: { href: '/ok' } } }).candidates).toHaveLength(1);
  });
});

describe('text that makes expressions backtrack', () => {
  it.each([
    ' ',
    '\t\n',
    'a:',
    '/swagger',
    '.json',
    '](',
    '[a](',
    'GET /',
    '`GET ',
    '{{a',
    '(?P<a>(',
    '<?x>',
    'swagger',
    '\\',
    "'",
    '%7B',
    ':a/',
    '<int:',
  ])('is read in linear time: %j', (unit) => {
    const text = unit.repeat(300_000 / unit.length);
    read(`# t\n${text}`, { url: 'https://shop.example/llms.txt', kind: 'text' });
    read(`User-agent: *\nDisallow: ${text}`, { url: 'https://shop.example/robots.txt' });
    read(
      `<html><a href="${text}">${text}</a><form action="${text}"></form><i data-x="/${text}"></i><title>${text}`,
    );
    read({ namespaces: [], routes: { [text]: { methods: ['GET'] } } });
    read({ _links: { [text]: { href: text } }, [text]: text });
    read({ errors: [{ message: text }] });
  });
});
