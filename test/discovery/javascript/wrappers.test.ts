import { describe, expect, it } from 'vitest';
import { createScriptReader } from '../../../server/discovery/javascript/read-scripts.ts';
import { lines, PAGE, read, readAll } from './reading.ts';

describe('wrapper functions', () => {
  it('gives a wrapper’s base and method to the calls of it', () => {
    const found = read(
      'function post(path, data) { return fetch("/api" + path, {method: "POST", body: JSON.stringify(data)}) } post("/users", {name: n}); post("/orders")',
    );
    expect(lines(found)).toEqual(['POST /api/orders', 'POST /api/users']);
    expect(found[0]).toMatchObject({ confidence: 0.7, technique: 'wrapper-call' });
    expect(found.find(({ url }) => url.endsWith('users'))?.parameters.body).toEqual({
      name: 'unknown',
    });
  });

  it('lists a word that a wrapper is called with only where another call names it for certain', () => {
    const code =
      'function send(o) { return $.ajax({url: o.url, type: o.type}) } send({url: "projects", type: "POST"})';
    expect(lines(read(code))).toEqual([]);
    expect(lines(read(`${code}; $.getJSON("projects")`))).toEqual([
      'GET /app/projects',
      'POST /app/projects',
    ]);
  });

  it('keeps apart what each call of a function makes', () => {
    const closure =
      'function client(base) { const url = (p) => base + p; return url } function send(make, p) { return fetch(make(p)) } send(client("/one"), "/x"); send(client("/two"), "/y")';
    expect(lines(read(closure))).toEqual(['GET /one/x', 'GET /two/y']);
    const instance =
      'class Api { constructor(base) { this.base = base } url(p) { return this.base + p } } const make = (base) => new Api(base); fetch(make("/one").url("/x")); fetch(make("/two").url("/y"))';
    expect(lines(read(instance))).toEqual(['GET /one/x', 'GET /two/y']);
  });

  it('follows wrappers of wrappers', () => {
    const code =
      'const raw = (m, p) => fetch(`/v1${p}`, {method: m}); const get = (p) => raw("GET", p); const one = (id) => get(`/items/${id}`); one(item.id)';
    expect(lines(read(code))).toEqual(['GET /v1/items/{id}']);
  });

  it('follows options objects', () => {
    const code =
      'function request({url, method = "GET", data}) { const x = new XMLHttpRequest(); x.open(method, "/base" + url); x.send(data) } request({url: "/a"}); request({url: "/b", method: "DELETE"})';
    expect(lines(read(code))).toEqual(['DELETE /base/b', 'GET /base/a']);
  });

  it('follows methods of a class, with the arguments of its constructor', () => {
    const code =
      'class Api { constructor(base) { this.base = base } get(p) { return fetch(this.base + p) } } const a = new Api("/one"), b = new Api("/two"); a.get("/x"); b.get("/y")';
    expect(lines(read(code))).toEqual(['GET /one/x', 'GET /two/y']);
  });

  it('follows inherited methods', () => {
    const code =
      'class Base { get(p) { return fetch("/inh" + p) } } class Users extends Base { list() { return this.get("/users") } } new Users().list()';
    expect(lines(read(code))).toEqual(['GET /inh/users']);
  });

  it('follows prototypes and namespaces of older scripts', () => {
    const code =
      'function Api(b){this.b=b} Api.prototype.load=function(p){return $.ajax({url:this.b+p})}; var app={};app.api=new Api("/proto");app.api.load("/x")';
    expect(lines(read(code))).toEqual(['GET /proto/x']);
  });

  it('follows a prototype that is written as one object', () => {
    const code = `function Api() {} Api.prototype = { base: '/p', get: function (path) { return fetch(this.base + path) } };
      new Api().get('/users')`;
    expect(lines(read(code))).toContain('GET /p/users');
  });

  it('follows closures', () => {
    const code =
      'function make(base) { return {get: (p) => fetch(base + p)} } const api = make("/closed"); api.get("/x")';
    expect(lines(read(code))).toEqual(['GET /closed/x']);
  });

  it('follows injected services, in fields and in constructors', () => {
    const code =
      'class Api { get(p) { return fetch("/di" + p) } } class A { api = inject(Api); load() { this.api.get("/a") } } class B { constructor(api) { this.api = api } load() { this.api.get("/b") } static make() { return new B(inject(Api)) } }';
    expect(lines(read(code))).toEqual(['GET /di/a', 'GET /di/b']);
  });

  it('keeps `this` in compiled async methods', () => {
    const code =
      'class Api { get(p) { return fetch("/as" + p) } } class A { api = inject(Api); load() { return spawn(this, null, function* () { yield this.api.get("/x") }) } }';
    expect(lines(read(code))).toEqual(['GET /as/x']);
  });

  it('follows spreads, rest parameters, call and apply', () => {
    const code =
      'function go() { return fetch.apply(null, arguments) } function hop(...a) { return go(...a) } hop("/spread"); hop.call(null, "/called"); hop.apply(null, ["/applied"])';
    expect(lines(read(code))).toEqual(['GET /applied', 'GET /called', 'GET /spread']);
  });

  it('takes arguments that are bound for those of a call', () => {
    const code =
      'class Page { post(p) { return fetch("/api" + p, {method: "POST"}) } resolve(p) { return this.post(p) } init() { this.abort = this.resolve.bind(this, "/merge/abort") } }';
    expect(lines(read(code))).toEqual(['POST /api/merge/abort']);
  });

  it('leaves out a base that the call says it does without', () => {
    const code =
      'const load = (p, base) => fetch((typeof base === "undefined" ? "/std" : base) + p); load("/x"); load("/y", "/own")';
    expect(lines(read(code))).toEqual(['GET /own/y', 'GET /std/x']);
  });

  it('gives its base to whatever is written without one', () => {
    const code =
      'function go(p) { /^https?:/.test(p) || (p = window.API_ROOT + p); return fetch(p) } window.API_ROOT = "/svc/"; go("login"); go("users/all"); go("https://other.example/x")';
    expect(lines(read(code))).toEqual([
      'GET /svc/login',
      'GET /svc/users/all',
      'GET https://other.example/x',
    ]);
  });

  it('leaves out the base alone where many addresses under it are known', () => {
    const get = 'const get = (path) => fetch("/svc/" + path);';
    expect(lines(read(`${get} get("a"); get("b/" + id); get("c"); get("d"); get(link)`))).toEqual([
      'GET /svc/a',
      'GET /svc/b/{id}',
      'GET /svc/c',
      'GET /svc/d',
    ]);
    const files: [string, string][] = [
      [
        'api.js',
        'export const get = (path) => fetch("/svc/" + path); get("a"); get("b"); get("c"); get("d")',
      ],
      ['link.js', 'import {get} from "./api.js"; get(link)'],
    ];
    expect(lines(readAll(files))).not.toContain('GET /svc/{link}');
    expect(lines(read(`${get} get("me"); get(userId)`))).toEqual([
      'GET /svc/me',
      'GET /svc/{userId}',
    ]);
  });

  it('follows a wrapper that leaves its base to an unknown function', () => {
    const code =
      'const load = (path) => fetch(lib.toUrl(path)); load("/parts/list"); load(`/parts/${partId}`)';
    expect(lines(read(code))).toEqual(['GET /parts/list', 'GET /parts/{partId}']);
  });

  it('follows a wrapper into the files that import it, as they arrive', () => {
    const reader = createScriptReader(PAGE);
    const add = (name: string, code: string) =>
      reader.add({ url: `${PAGE}${name}`, code, kind: 'module' }).candidates;
    add('api.js', 'export const get = (p) => fetch("/api" + p)');
    expect(lines(add('users.js', 'import {get as g} from "./api.js"; g("/users")'))).toEqual([
      'GET /api/users',
    ]);
    expect(lines(add('orders.js', 'import {get as g} from "./api.js"; g("/orders")'))).toEqual([
      'GET /api/orders',
    ]);
    expect(reader.finish().candidates).toEqual([]);
  });

  it('waits for the file that defines the wrapper', () => {
    const reader = createScriptReader(PAGE);
    const add = (name: string, code: string) =>
      reader.add({ url: `${PAGE}${name}`, code, kind: 'module' }).candidates;
    expect(lines(add('users.js', 'import {api} from "./api.js"; api.get("/users")'))).toEqual([]);
    expect(lines(add('api.js', 'export const api = {get: (p) => fetch("/api" + p)}'))).toEqual([
      'GET /api/users',
    ]);
    expect(reader.finish().candidates).toEqual([]);
  });

  it('follows webpack exports across chunks', () => {
    const api =
      '(self.w=self.w||[]).push([[1],{10:(e,t,n)=>{n.d(t,{L:()=>o});function o(e){return fetch("/api".concat(e))}}}])';
    const page = '(self.w=self.w||[]).push([[2],{20:(e,t,n)=>{var r=n(10);(0,r.L)("/users")}}])';
    expect(
      lines(
        readAll([
          ['1.js', api],
          ['2.js', page],
        ]),
      ),
    ).toEqual(['GET /api/users']);
  });

  it('gives the wrapper’s own pattern where nobody calls it', () => {
    expect(
      lines(read('export function load(orderId) { return fetch(`/orders/${orderId}`) }')),
    ).toEqual(['GET /orders/{orderId}']);
  });

  it('follows a client that is given its fetch and its URL', () => {
    const code = `class Api { constructor(o) { this.root = o.root; this._fetch = o.fetch || fetch; this._URL = o.URL || URL }
      at(p) { return new this._URL(this.root + p) }
      async read(p) { return this._fetch(this.at(p).href, {headers: {}}) }
      async write(p, m, data) { return this._fetch(this.at(p).href, {method: m, body: JSON.stringify(data)}) }
      one(id) { return this.read('/notes/' + id) } add(note) { return this.write('/notes', 'POST', note) } }
      const api = new Api({root: location.origin, URL: window.URL, fetch: window.fetch.bind(window)})`;
    expect(lines(read(code))).toEqual(['GET /notes/{id}', 'POST /notes']);
  });

  it('joins a path from pieces and takes the doubled slashes away', () => {
    const code = `const join = (...pieces) => ['', ...pieces].join('/').replace(/\\/+$/g, '').replace(/\\/+/g, '/');
      fetch(join('', '', 'teams/all'))`;
    expect(lines(read(code))).toEqual(['GET /teams/all']);
  });

  it('takes no file that a service worker keeps for a request', () => {
    const code = `class Keeper { constructor() { this.list = [] } add(entries) { for (const entry of entries) this.load(entry) }
      load(entry) { return fetch(new Request(entry.url)) } }
      new Keeper().add([{url: '/data/base.sqlite', revision: '1f'}, {url: '/data/notes.sql', revision: null}]);
      const load = (entry) => fetch(entry.url); load({url: '/notes', data: 1})`;
    expect(lines(read(code))).toEqual(['GET /notes']);
  });

  it('knows the bases that one of two configurations names', () => {
    const code = `let kept = null;
      function servers(root) { if (root) return {base: root, sync: root + '/sync'}; return kept }
      function choose(root) { kept = root == null ? null : servers(root) }
      const post = (url, data) => fetch(url, {method: 'POST', body: data}); post(servers().sync + '/files', file)`;
    expect(lines(read(code))).toEqual(['POST /sync/files']);
  });

  it('follows a method to other files, though a variable beside it has its name', () => {
    const main = `const get = (o, k) => o[k]; get(settings, 'colour');
      export const client = () => ({ get: async (path, options) => fetch('/rest' + path, {method: 'GET', ...options}) })`;
    const page = `import { client } from './main.js'; const { get: b } = client(); b('/notes')`;
    expect(
      lines(
        readAll([
          ['main.js', main],
          ['page.js', page],
        ]),
      ),
    ).toEqual(['GET /rest/notes']);
  });
});
