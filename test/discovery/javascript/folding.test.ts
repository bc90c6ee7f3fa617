import { describe, expect, it } from 'vitest';
import { lines, read, readAll } from './reading.ts';

/** Each line is a script whose only request must be the address beside it. */
const FOLDED: [title: string, code: string, line: string][] = [
  ['templates', 'const a = `/api`; fetch(`${a}/users`)', 'GET /api/users'],
  ['concat', 'fetch("".concat("/api", "/users/").concat(user.id))', 'GET /api/users/{id}'],
  ['sums', 'var b="/api"; fetch(b+"/u/"+e.id+"/posts")', 'GET /api/u/{id}/posts'],
  ['join', 'fetch(["/api", "users", userId].join("/"))', 'GET /api/users/{userId}'],
  [
    'object members',
    'const c = {api: {base: "/api/v3"}}; fetch(c.api.base + "/x")',
    'GET /api/v3/x',
  ],
  [
    'compiled enums',
    'var E; (function (E) { E["Users"] = "/e/users" })(E || (E = {})); fetch(E.Users)',
    'GET /e/users',
  ],
  [
    'static members',
    'class C { static base = "/s"; static load() { return fetch(C.base + "/a") } }',
    'GET /s/a',
  ],
  [
    'class fields',
    'class C { base = "/f"; load() { return fetch(`${this.base}/a`) } }',
    'GET /f/a',
  ],
  [
    'constructor assignments',
    'class C { constructor() { this.base = "/k" } load() { return fetch(this.base + "/a") } }',
    'GET /k/a',
  ],
  ['default parameters', 'function f(base = "/d") { return fetch(base + "/a") } f()', 'GET /d/a'],
  ['fallbacks', 'fetch((window.cfg.api || "/fb") + "/a")', 'GET /fb/a'],
  ['nullish fallbacks', 'const o = {}; fetch((o.api ?? "/nn") + "/a")', 'GET /nn/a'],
  [
    'what a store keeps, named by its variable',
    'const id = localStorage.getItem("cart"); fetch(`/carts/${id}`)',
    'GET /carts/{id}',
  ],
  ['what is added on the way', 'let a = "/x"; fetch((a += "/y") + "/z")', 'GET /x/y/z'],
  ['new URL', 'fetch(new URL("api/a", document.baseURI))', 'GET /app/api/a'],
  ['location.origin', 'fetch(location.origin + "/o/a")', 'GET /o/a'],
  ['a text taken apart', 'fetch("/s/" + location.pathname.split("/")[1] + "/a")', 'GET /s/app/a'],
  ['an unknown scheme', 'fetch(`${scheme}://${host}:${port}/s/b`)', 'GET /s/b'],
  ['an unknown scheme before a host', 'fetch(`${scheme}://shop.example/s/c`)', 'GET /s/c'],
  ['an unknown base', 'fetch(`${process.env.API_URL}/p/a`)', 'GET /p/a'],
  ['an unknown base by name', 'fetch(settings.apiRootUrl + "theme/list")', 'GET /app/theme/list'],
  ['encodeURIComponent', 'fetch("/n/" + encodeURIComponent(name))', 'GET /n/{name}'],
  ['placeholders filled in', 'fetch("/r/:id".replace(":id", order.number))', 'GET /r/{number}'],
  ['route parameters', 'fetch("/r/:orderId/items")', 'GET /r/{orderId}/items'],
  ['reassignment', 'let u = "/q/a"; if (x) { u += "?deep=1" } fetch(u)', 'GET /q/a'],
  ['a later assignment that does not count', 'let u = "/one"; fetch(u); u = "/two"', 'GET /one'],
  ['loops over a list', 'for (const k of ["cats"]) fetch("/l/" + k)', 'GET /l/cats'],
  ['forEach over a list', '["dogs"].forEach((k) => fetch("/l/" + k))', 'GET /l/dogs'],
  [
    'immediately called functions',
    '(function (w, base) { fetch(base + "/i") })(window, "/iife")',
    'GET /iife/i',
  ],
  [
    'decided conditions',
    'const b = "/b/"; fetch(b.endsWith("/") ? `${b}x` : `${b}/y`)',
    'GET /b/x',
  ],
  [
    'the folder of the page',
    'const p = location.pathname; fetch(p.substring(0, p.lastIndexOf("/")) + "/api/a")',
    'GET /app/api/a',
  ],
  ['cut texts', 'const b = "/cut/"; fetch(b.slice(0, -1) + "/a")', 'GET /cut/a'],
  [
    'a list that is filled later',
    'const l = {ids: []}; fetch("/j/" + l.ids.join(",") + "/meta")',
    'GET /j/{join}/meta',
  ],
  [
    'a function that puts a base in front',
    'fetch(lib.resolveUrl("/api/parts"), {method: "POST"})',
    'POST /api/parts',
  ],
  ['minified names', 'fetch("/m/"+e+"/"+t)', 'GET /m/{param}/{param2}'],
  ['what is glued to the end', 'fetch("/g/list"+t)', 'GET /g/list'],
  [
    'Object.assign and spread',
    'const d = {method: "PUT"}; fetch("/z", {...d, headers: {}})',
    'PUT /z',
  ],
];

describe('constant folding', () => {
  it.each(FOLDED)('sees through %s', (_, code, line) => {
    expect(lines(read(code))).toEqual([line]);
  });

  it('replaces a value where it is certainly assigned again, and keeps both where only perhaps', () => {
    const certain = 'function load() { let url = "/a/old"; url = "/a/new"; fetch(url) }';
    expect(lines(read(certain))).toEqual(['GET /a/new']);
    const perhaps = 'function load(x) { let url = "/a/old"; if (x) url = "/a/new"; fetch(url) }';
    expect(lines(read(perhaps))).toEqual(['GET /a/new', 'GET /a/old']);
  });

  it('keeps what may be left out beside its absence', () => {
    expect(lines(read('fetch("/users/" + (user?.userId ?? ""))'))).toEqual([
      'GET /users/',
      'GET /users/{userId}',
    ]);
  });

  it('follows both arms of an open condition', () => {
    expect(lines(read('fetch(x ? "/left" : "/right")'))).toEqual(['GET /left', 'GET /right']);
  });

  it('keeps the query apart, wherever it is written', () => {
    const query = (code: string) => read(code)[0]?.parameters.query;
    expect(query('fetch(`/s?q=${term}&page=${n}`)')).toEqual(['q', 'page']);
    expect(query('fetch("/s?" + new URLSearchParams({q: term, sort: "up"}))')).toEqual([
      'q',
      'sort',
    ]);
    expect(query('axios.get("/s", {params: {q: 1}})')).toEqual(['q']);
  });

  it.each([
    [
      'a form',
      'const d = new FormData(); d.append("a", x); d.set("b", 1); fetch("/up", {method: "POST", body: d})',
      { body: { a: 'string', b: 'string' } },
    ],
    [
      'a query',
      'const q = new URLSearchParams({a: 1}); q.append("b", 2); fetch("/list?" + q)',
      { query: ['a', 'b'] },
    ],
    [
      'an address',
      'const u = new URL("/list", location.origin); u.searchParams.set("a", 1); fetch(u)',
      { query: ['a'] },
    ],
  ])('keeps the keys that are added to %s after it was made', (_what, code, parameters) => {
    expect(read(code)[0]?.parameters).toMatchObject(parameters);
  });

  it('tells the body with the types that are evident', () => {
    const [found] = read(
      'fetch("/b", {method: "POST", body: JSON.stringify({a: "x", b: 1, c: !0, d: [], e: {}, f: v})})',
    );
    expect(found?.parameters.body).toEqual({
      a: 'string',
      b: 'number',
      c: 'boolean',
      d: 'array',
      e: 'object',
      f: 'unknown',
    });
  });

  it('carries constants from one classic script to the next', () => {
    expect(
      lines(
        readAll([
          ['a.js', 'var BASE = "/shared"; window.CFG = {api: "/cfg"}'],
          ['b.js', 'fetch(BASE + "/a"); fetch(CFG.api + "/b")'],
        ]),
      ),
    ).toEqual(['GET /cfg/b', 'GET /shared/a']);
  });

  it('carries exports to the files that import them, in whatever order they come', () => {
    const chunk = 'const a="/esm";export{a as t}';
    const main = 'import{t as n}from"./chunk.js";fetch(n+"/x")';
    expect(
      lines(
        readAll([
          ['chunk.js', chunk],
          ['main.js', main],
        ]),
      ),
    ).toEqual(['GET /esm/x']);
    expect(
      lines(
        readAll([
          ['main.js', main],
          ['chunk.js', chunk],
        ]),
      ),
    ).toEqual(['GET /esm/x']);
  });

  it("carries exports between webpack's modules", () => {
    const code =
      '(self.webpackChunk=self.webpackChunk||[]).push([[1],{10:(e,t,n)=>{n.d(t,{Z:()=>r});const r="/wp"},11:(e,t,n)=>{var o=n(10);fetch(o.Z+"/x")}}])';
    expect(lines(read(code))).toEqual(['GET /wp/x']);
  });

  it('never gives an address that is all parameters, a file, or another scheme', () => {
    expect(
      lines(
        read(
          'fetch(u); fetch(`/${a}/${b}`); fetch("/main.css"); fetch("data:text/plain,x"); fetch("/locales/en.json"); fetch("blob:x")',
        ),
        0,
      ),
    ).toEqual([]);
  });
});
