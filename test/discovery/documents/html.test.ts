import { describe, expect, it } from 'vitest';
import { calls, candidateAt, leads, read } from './reading.ts';

describe('scripts of a page', () => {
  it('tells classic, module, announced and inline scripts apart', () => {
    const { scripts } = read(`<!doctype html><base href="/app/">
      <link rel=modulepreload href=chunk.js><link rel=preload as=script href=later.js><link rel=preload as=style href=x.css>
      <script src=main.js type=module></script><script src=old.js nomodule></script>
      <script src="//cdn.example/lib.js"></script><script>fetch("/x < y")</script>
      <script type="text/x-template"><b>fetch("/no")</b></script><script src="javascript:alert(1)"></script>`);
    expect(scripts).toEqual([
      { url: 'https://shop.example/app/chunk.js', kind: 'module', preload: true },
      { url: 'https://shop.example/app/later.js', kind: 'classic', preload: true },
      { url: 'https://shop.example/app/main.js', kind: 'module' },
      { url: 'https://shop.example/app/old.js', kind: 'classic', preload: true },
      { url: 'https://cdn.example/lib.js', kind: 'classic' },
      { url: 'https://shop.example/', kind: 'inline', code: 'fetch("/x < y")' },
    ]);
  });

  it('takes a script that is preloaded and then run for an entry', () => {
    const { scripts } = read(
      '<html><link rel=modulepreload href=/a.js><script type=module src=/a.js></script>',
    );
    expect(scripts).toEqual([{ url: 'https://shop.example/a.js', kind: 'module' }]);
  });

  it('reads an import map', () => {
    const { scripts } = read(
      '<html><script type=importmap>{"imports":{"a":"/js/a.js","b/":"/js/b/"}}</script>',
    );
    expect(scripts).toEqual([
      { url: 'https://shop.example/js/a.js', kind: 'module', preload: true },
    ]);
  });

  it("follows RequireJS's entry", () => {
    const { scripts } = read('<html><script data-main="js/main" src="js/require.js"></script>');
    expect(scripts.map(({ url }) => url)).toEqual([
      'https://shop.example/js/require.js',
      'https://shop.example/js/main.js',
    ]);
  });

  it('keeps an inline script that the page never closes', () => {
    expect(read('<html><script>go()').scripts[0]?.code).toBe('go()');
  });
});

describe('the page itself', () => {
  it('reads title, base and links, each link once', () => {
    const reading = read(`<html><head><title> The
      Shop &amp; more </title><base href="https://shop.example/en/"><base href="/other/"></head>
      <body><svg><title>icon</title></svg><a href="a#x">A <b>page</b></a><a href="a">again</a>
      <a href="javascript:alert(1)">no</a><a href="mailto:x@shop.example">no</a><a>no</a></body>`);
    expect(reading.title).toBe('The Shop & more');
    expect(reading.base).toBe('https://shop.example/en/');
    expect(reading.links).toEqual([{ url: 'https://shop.example/en/a', text: 'A page' }]);
    expect(reading.recognised).toBe(true);
  });

  it('resolves against its own address where there is no base', () => {
    const reading = read('<html><a href="b">B</a>', { url: 'https://shop.example/x/y' });
    expect(reading.base).toBeNull();
    expect(reading.links[0]?.url).toBe('https://shop.example/x/b');
  });

  it('follows links that promise a description of an API', () => {
    const reading = read(`<html><link rel=manifest href=/site.webmanifest>
      <link rel="service-desc" href=/spec><link rel="https://api.w.org/" href=/wp-json/>
      <link rel=api-catalog href=/catalog><meta http-equiv=refresh content="0; url='/en/'">
      <a href=/files/openapi-v2.yaml>spec</a><a href=/soap?wsdl>x</a><a href=/help/api-reference>Read</a>
      <a href=/about>About us</a>`);
    expect(leads(reading)).toEqual([
      'api-catalog https://shop.example/catalog',
      'manifest https://shop.example/site.webmanifest',
      'openapi https://shop.example/files/openapi-v2.yaml',
      'openapi https://shop.example/spec',
      'page https://shop.example/en/',
      'page https://shop.example/help/api-reference',
      'wordpress https://shop.example/wp-json/',
      'wsdl https://shop.example/soap?wsdl',
    ]);
  });

  it('lists the JSON alternative of a page as an endpoint', () => {
    const reading = read(
      '<html><link rel=alternate type="application/json" href="/wp-json/wp/v2/pages/2?x=1">',
    );
    expect(candidateAt(reading, '/pages/2')).toMatchObject({
      method: 'GET',
      technique: 'html-link',
    });
  });
});

describe('forms', () => {
  it('reads method, action and fields with their types', () => {
    const reading = read(`<html><form method=post action="/orders/new?draft=1">
      <input name=count type=number><input name=gift type=checkbox><textarea name=note></textarea>
      <select name=size></select><input type=file name=photo><input type=submit></form>`);
    expect(candidateAt(reading, '/orders/new')).toEqual({
      method: 'POST',
      url: 'https://shop.example/orders/new',
      apiType: 'rest',
      parameters: {
        path: [],
        query: ['draft'],
        body: { count: 'number', gift: 'boolean', note: 'string', size: 'string', photo: 'file' },
      },
      confidence: 0.5,
      file: 'https://shop.example/',
      technique: 'html-form',
    });
  });

  it('trusts a search form less than one that names an API', () => {
    const reading = read(
      '<html><form action=/search><input name=q></form><form action=/api/find><input name=q></form>',
    );
    expect(candidateAt(reading, '/search')).toMatchObject({
      confidence: 0.3,
      parameters: { query: ['q'] },
    });
    expect(candidateAt(reading, '/api/find').confidence).toBe(0.5);
  });

  it('reads a method in a hidden field, an action on a button, and fields outside their form', () => {
    const reading =
      read(`<html><form id=f method=post action=/a><input type=hidden name=_method value=put>
      <button formaction=/b formmethod=post>B</button></form><input form=f name=late>`);
    expect(calls(reading)).toEqual(['POST https://shop.example/b', 'PUT https://shop.example/a']);
    expect(candidateAt(reading, '/a').parameters.body).toEqual({ late: 'string' });
  });

  it('leaves out a form that only closes a dialog', () => {
    expect(read('<html><form method=dialog action=/x></form>').candidates).toEqual([]);
  });
});

describe('attributes and data', () => {
  it('reads the code that a page keeps in attributes', () => {
    const { scripts } = read(`<html><a onclick="fetch('/votes/1', {method: 'POST'})">+</a>
      <div x-data="{async load() { await fetch('/parts/2') }}" onmouseover="light(this)"></div>
      <b @click="remove('/parts/3')">x</b>`);
    expect(scripts.map(({ code }) => code)).toEqual([
      "fetch('/votes/1', {method: 'POST'})",
      "({async load() { await fetch('/parts/2') }})",
      "remove('/parts/3')",
    ]);
  });

  it('takes an attribute for an address that can be nothing else', () => {
    const page = read(
      '<html><select data-ajax--url="/find/people"></select><tr data-href="/people/1"><i data-endpoint="/votes"></i>',
    );
    expect(calls(page)).toEqual([
      '? https://shop.example/find/people',
      '? https://shop.example/votes',
    ]);
  });

  it('reads htmx calls, streams and sockets', () => {
    const reading = read(`<html><div hx-get=/rows><button data-hx-delete="/rows/{id}"></button>
      <i sse-connect=/feed></i><i ws-connect=/room></i></div>`);
    expect(calls(reading)).toEqual([
      'DELETE https://shop.example/rows/{id}',
      'GET https://shop.example/feed',
      'GET https://shop.example/rows',
      'GET wss://shop.example/room',
    ]);
    expect(candidateAt(reading, '/feed').apiType).toBe('sse');
  });

  it('reads data attributes only where the address has an API marker', () => {
    const reading = read(
      '<html><i data-url=/api/cart data-src=/img/a.png data-href=/about data-x="/api/v1"></i>',
    );
    expect(calls(reading)).toEqual(['? https://shop.example/api/cart']);
  });

  it('reads media that an API serves, and is unsure of links that look like one', () => {
    const reading =
      read(`<html><img src=/api/users/7/avatar><img src=/api/logo.png><img src=data:image/png;base64,x>
      <a href=/api/v1/status>Status</a><a href=/api/>API</a><a href=/about>About</a>`);
    expect(calls(reading)).toEqual([
      'GET https://shop.example/api/users/7/avatar',
      'GET https://shop.example/api/v1/status',
    ]);
    expect(candidateAt(reading, '/avatar').confidence).toBe(0.5);
    expect(candidateAt(reading, '/status').confidence).toBe(0.3);
  });

  it('reads addresses and servers in the data of an application', () => {
    const reading = read(`<html><script id=__NEXT_DATA__ type="application/json">
      {"props":{"list":["/api/items/7","/about","text with /api/x in it"],"apiUrl":"https://api.example/v1"}}</script>`);
    expect(calls(reading)).toEqual(['? https://shop.example/api/items/7']);
    expect(reading.servers).toEqual(['https://api.example']);
  });
});
