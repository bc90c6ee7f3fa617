import { describe, expect, it } from 'vitest';
import { lines, read } from './reading.ts';

describe('requests that are declared for a library to make', () => {
  it('reads the endpoints of RTK Query with the base that its `baseQuery` puts in front', () => {
    const code = `createApi({ reducerPath: 'api', baseQuery: x({ baseUrl: '/api/v1' }), endpoints: (e) => ({
      one: e.query({ query: (id) => \`users/\${id}\` }),
      add: e.mutation({ query: (body) => ({ url: 'users', method: 'POST', body }) }),
    }) })`;
    const found = read(code).filter(({ confidence }) => confidence >= 0.4);
    expect(lines(found)).toEqual(['GET /api/v1/users/{id}', 'POST /api/v1/users']);
  });

  it('takes no other `query` for an endpoint', () => {
    expect(
      lines(read("db.query({ query: () => '/users' }); f((e) => e.query({ query: '/x' }))")),
    ).toEqual([]);
  });

  it("reads the address that a widget's `ajax` option names", () => {
    expect(lines(read(`table({ ajax: '/rows/all', columns: [] }); pick({ ajax: true })`))).toEqual([
      'GET /rows/all',
    ]);
  });

  it('reads settings that are known by what only a request has', () => {
    const found = read(`pick({ ajax: { url: '/find/people', dataType: 'json', delay: 5 } })`);
    expect(lines(found)).toEqual(['GET /find/people']);
  });
});

describe('clients made by generators', () => {
  it("reads openapi-fetch's verbs, with their parameters apart", () => {
    const code = `const c = createClient({ baseUrl: '/api' });
      c.GET('/users/{id}', { params: { path: { id: 1 }, query: { full: true } } }); c.POST('/users', { body: { name: n } })`;
    const found = read(code).filter(({ confidence }) => confidence >= 0.4);
    expect(lines(found)).toEqual(['GET /api/users/{id}', 'POST /api/users']);
    expect(found.map(({ parameters }) => parameters)).toEqual([
      { path: ['id'], query: ['full'], body: {} },
      { path: [], query: [], body: { name: 'unknown' } },
    ]);
  });

  it('reads a request whose settings stand behind those of the client', () => {
    const code = `send(settings, { method: 'GET', url: '/items/{id}', path: { id: e }, query: { skip: t } })`;
    const [found] = read(code);
    expect(found).toMatchObject({ method: 'GET', parameters: { path: ['id'], query: ['skip'] } });
    expect(found?.url).toBe('https://shop.example/items/{id}');
  });

  it('reads `request({path, method})`', () => {
    const code = `this.request({ path: \`/users/{id}\`.replace(\`{\${"id"}}\`, encodeURIComponent(String(e.id))), method: 'GET' }, t)`;
    expect(lines(read(code))).toEqual(['GET /users/{id}']);
  });

  it('reads an address that is taken apart and handed on beside its options', () => {
    const code = `const text = (u) => u.pathname + u.search + u.hash;
      async function remove(petId, more = {}) {
        const path = \`/pets/{petId}\`.replace(\`{\${"petId"}}\`, encodeURIComponent(String(petId)));
        const url = new URL(path, 'https://base.invalid');
        const options = { method: 'DELETE', ...more };
        return { url: text(url), options };
      }`;
    expect(lines(read(code))).toEqual(['DELETE /pets/{petId}']);
  });
});

describe('functions that are handed on', () => {
  it.each([
    ['by name', 'const load = (u) => fetch(u); function A() { useData("/orders/recent", load) }'],
    ['in place', 'useData("/orders/recent", (e) => fetch(e).then((r) => r.json()))'],
    ['on a condition', 'const load = (u) => fetch(u); z(on ? "/orders/recent" : null, load)'],
  ])('are called with the path in front of them, %s', (_how, code) => {
    expect(lines(read(code))).toEqual(['GET /orders/recent']);
  });

  it('keep the parameters of that path', () => {
    expect(lines(read('const load = (u) => fetch(u); z("/teams/" + teamId, load)'))).toEqual([
      'GET /teams/{teamId}',
    ]);
  });

  it('are not called with the route that they handle', () => {
    const code =
      'router.get("/route", (request) => fetch(request.target)); box.on("/a", (e) => fetch(e.url))';
    expect(lines(read(code))).toEqual([]);
  });
});

describe('an axios without a base of its own', () => {
  it('has the default of the package that its sources import', () => {
    const code = `import axios from 'axios'; axios.defaults.baseURL = '/api/v5'; axios.get('/a')`;
    expect(lines(read(code))).toEqual(['GET /api/v5/a']);
  });

  it('has the one that an interceptor gives', () => {
    const code = `import axios from 'axios'; const http = axios.create();
      http.interceptors.request.use((config) => { config.baseURL = '/api/v4'; return config }); http.get('/a')`;
    expect(lines(read(code))).toEqual(['GET /api/v4/a']);
  });
});

describe('calls whose first argument is no address', () => {
  it("reads htmx's ajax with its method in front", () => {
    expect(lines(read(`htmx.ajax('GET', '/parts/list', '#list')`))).toEqual(['GET /parts/list']);
  });

  it('reads the hub that SignalR connects to', () => {
    const [found] = read(`new Builder().withUrl('/hubs/chat').build()`);
    expect(found).toMatchObject({ apiType: 'websocket' });
    expect(found?.url).toMatch(/\/hubs\/chat$/);
  });
});
