import { describe, expect, it } from 'vitest';
import { lines, read, readAll } from './reading.ts';

describe('clients that are made somewhere else', () => {
  it('takes what create gives for a client although the library’s own source says how it is made', () => {
    const library =
      'const lib = {create(config) { const send = (path) => run(config, path); send.more = 1; return send }}; export {lib as l}';
    const main =
      "import {l as a} from './lib.js'; const t = a.create({baseURL: root()}); t.post('server/setup', data)";
    expect(
      lines(
        readAll([
          ['lib.js', library],
          ['main.js', main],
        ]),
      ),
    ).toEqual(['POST /server/setup']);
  });

  it('follows a wrapper of a client whose name says nothing', () => {
    const code = `import {l as x} from './lib.js'; const t = x.create({baseURL: '/api'}); const all = async (p, o) => (await t.get(p, o)).data; all('/boards'); all('/panels', {})`;
    expect(lines(read(code))).toEqual(['GET /api/boards', 'GET /api/panels']);
  });

  it('knows fetch by another name, as a default parameter or a variable', () => {
    expect(
      lines(
        read(
          `const send = async (u, o, f = globalThis.fetch) => (o.headers = {}, f(u, o)); send('/auth/logout', {method: 'POST'})`,
        ),
      ),
    ).toEqual(['POST /auth/logout']);
    expect(lines(read(`const f = options.fetch ?? fetch; f('/x', settings)`))).toEqual(['GET /x']);
  });

  it('reads a command object of a path and a method', () => {
    expect(
      lines(
        read(
          "export const one = (id) => () => ({path: `/runs/${id}`, params: {}, method: 'GET'}); export const stop = () => ({method: 'DELETE', path: '/runs'})",
        ),
      ),
    ).toEqual(['DELETE /runs', 'GET /runs/{id}']);
    expect(
      lines(read(`const routes = [{path: '/settings', name: 'settings', method: pick}]`)),
    ).toEqual([]);
  });

  it('reads the methods of a client that an OpenAPI document types', () => {
    const code = `const c = make({baseUrl: '/api'}); c.GET('/users/{id}', {params}); c.POST('/users', {body})`;
    expect(lines(read(code))).toEqual(['GET /api/users/{id}', 'POST /api/users']);
  });

  it('puts the base of an options object in front, wherever the object goes', () => {
    expect(
      lines(read(`const o = {method: 'GET', url: '/users', baseURL: '/rest'}; hand(o)`)),
    ).toEqual(['GET /rest/users']);
  });

  it('takes a first segment that is called a base for one, and says that it is not known', () => {
    const [found] = read('fetch(`/${restEndpoint}/users`)');
    expect(found).toMatchObject({ url: 'https://shop.example/users', baseless: true });
    expect(lines(read('fetch(`/${serverId}/users`)'))).toEqual(['GET /{serverId}/users']);
  });

  it('guesses no base where two are stored under its name', () => {
    const code = `const a = {baseUrl: '/api'}, b = {baseUrl: '/rest'}; export const list = (c) => fetch(c.baseUrl + '/users')`;
    expect(lines(read(code))).toEqual(['GET /users']);
  });

  it('takes the headers of a request for no client', () => {
    const code = `const client = (own) => ({ post: async (path, data, options) => { const headers = new Headers({...own(), ...options?.headers});
      if (data instanceof FormData) headers.delete('Content-Type'); return fetch(path, {method: 'POST', body: data, headers}) } });
      const { post } = client(mine); post('/notes', note)`;
    expect(lines(read(code))).toEqual(['POST /notes']);
  });
});
