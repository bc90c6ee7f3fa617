import { describe, expect, it } from 'vitest';
import { lines, read } from './reading.ts';

describe('calls that leave the page', () => {
  it('reads fetch with its method, and GET where none is given', () => {
    expect(
      lines(
        read(`fetch('/api/users'); fetch('/api/users', {method: 'post'}); window.fetch("/api/me")`),
      ),
    ).toEqual(['GET /api/me', 'GET /api/users', 'POST /api/users']);
  });

  it('resolves a relative address against the document', () => {
    expect(lines(read(`fetch('orders/latest')`))).toEqual(['GET /app/orders/latest']);
  });

  it('reads XMLHttpRequest.open', () => {
    expect(
      read(`var x = new XMLHttpRequest(); x.open("PUT", "/cart/" + cartId, true); x.send()`)[0],
    ).toMatchObject({
      method: 'PUT',
      url: 'https://shop.example/cart/{cartId}',
      technique: 'xhr-call',
      confidence: 0.8,
    });
  });

  it('leaves window.open and other opens alone', () => {
    expect(
      lines(read(`window.open('/terms', '_blank'); dialog.open('settings', '/panel')`)),
    ).toEqual([]);
  });

  it('reads every spelling of jQuery', () => {
    const code = `$.ajax({url: 'flows', type: 'POST', data: {name: n}}); $.getJSON('settings', f); jQuery.get('/a/list', {page: 1}); $.post('/a/save', {id: 1}); $.ajax('/a/item', {method: 'DELETE'})`;
    const found = read(code);
    expect(lines(found)).toEqual([
      'DELETE /a/item',
      'GET /a/list',
      'GET /app/settings',
      'POST /a/save',
      'POST /app/flows',
    ]);
    expect(found.find(({ url }) => url.endsWith('/a/list'))?.parameters.query).toEqual(['page']);
    expect(found.find(({ url }) => url.endsWith('/flows'))?.parameters.body).toEqual({
      name: 'unknown',
    });
  });

  it('reads axios as a function, by verb, and with a base address', () => {
    const code = `axios.get('/u'); axios({url: '/v', method: 'patch'}); const api = axios.create({baseURL: '/api/v2/'}); api.get('/things'); api.post('things', {title: 'x', done: false}); api({url: 'other', method: 'delete'})`;
    const found = read(code);
    expect(lines(found)).toEqual([
      'DELETE /api/v2/other',
      'GET /api/v2/things',
      'GET /u',
      'PATCH /v',
      'POST /api/v2/things',
    ]);
    expect(
      found.find(({ method, url }) => method === 'POST' && url.endsWith('things'))?.parameters.body,
    ).toEqual({ title: 'string', done: 'boolean' });
  });

  it('knows a client by its base address when its name is minified', () => {
    expect(
      lines(
        read(`var n=t(12),r=n.create({baseURL:"/svc"});r.get("/a"),r.delete("/b/".concat(e.id))`),
      ),
    ).toEqual(['DELETE /svc/b/{id}', 'GET /svc/a']);
  });

  it("reads Angular's client by method and by request()", () => {
    const code = `class S { constructor(http) { this.http = http } a() { return this.http.get('api/a') } b() { return this.http.request('DELETE', '/api/b') } }`;
    expect(lines(read(code))).toEqual(['DELETE /api/b', 'GET /app/api/a']);
  });

  it('reads beacons, event sources and sockets', () => {
    const found = read(
      `navigator.sendBeacon('/api/log', d); new EventSource('/api/events?since=' + t); new WebSocket((location.protocol === 'https:' ? 'wss:' : 'ws:') + '//' + location.host + '/live')`,
    );
    expect(
      found
        .map(({ method, url, apiType }) => [method, url, apiType])
        .toSorted((a, b) => String(a).localeCompare(String(b))),
    ).toEqual([
      ['GET', 'https://shop.example/api/events', 'sse'],
      ['GET', 'wss://shop.example/live', 'websocket'],
      ['POST', 'https://shop.example/api/log', 'rest'],
    ]);
  });

  it("finds socket.io's path, by its name or by its options", () => {
    expect(read(`io('/chat', {path: '/ws/io'})`)[0]).toMatchObject({
      url: 'https://shop.example/ws/io',
      apiType: 'websocket',
    });
    expect(read(`const s=q({path:"/ws/io2",transports:["websocket"]})`)[0]).toMatchObject({
      url: 'https://shop.example/ws/io2',
      apiType: 'websocket',
    });
    expect(read(`io()`)).toEqual([]);
    expect(read(`io('/chat')`)[0]).toMatchObject({ url: 'https://shop.example/socket.io' });
  });

  it('reads an options object that is handed on in an unknown way', () => {
    expect(
      lines(read(`export const e = {query: (id) => ({url: \`/posts/\${id}\`, method: 'DELETE'})}`)),
    ).toEqual(['DELETE /posts/{id}']);
    expect(lines(read(`dispatch({type: 'OPEN', url: '/somewhere'})`))).toEqual([]);
  });

  it('reads a call by its looks where the client is unknown', () => {
    expect(
      lines(read(`import a from './unread.js'; a.get('/api/x'); a('/api/y', {method: 'POST'})`)),
    ).toEqual(['GET /api/x', 'POST /api/y']);
  });

  it('takes no collection, router or utility for a client', () => {
    const code = `const cache = new Map(); cache.get('/users'); app.get('/users/:id', (req, res) => {}); _.get(o, 'a.b'); routeMap.delete('/x'); new URLSearchParams(location.search).get('/q')`;
    expect(lines(read(code))).toEqual([]);
  });

  it('reads an ajax that is given the method first', () => {
    expect(lines(read(`rest.ajax('DELETE', '/files/' + fileName, '', headers)`))).toEqual([
      'DELETE /files/{fileName}',
    ]);
  });

  it('takes a feature test for no request', () => {
    expect(lines(read(`try { new Request('word') } catch {} new Request('/api/x')`))).toEqual([
      'GET /api/x',
    ]);
  });

  it('doubts an address that begins with an unknown glued to a word', () => {
    expect(lines(read(`fetch(server + '/' + path.substr(1) + 'store/items/')`))).toEqual([]);
  });
});
