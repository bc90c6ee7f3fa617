import { describe, expect, it } from 'vitest';
import { lines, read } from './reading.ts';

describe('names of the platform', () => {
  it.each(['window', 'self', 'globalThis', 'top'])('mean the same as properties of %s', (name) =>
    expect(lines(read(`${name}.fetch(${name}.location.pathname + "users")`))).toEqual([
      'GET /app/users',
    ]),
  );
});

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

  it('reads a call that a saga or a queue is handed in pieces', () => {
    const code = `yield call(axios.get, '/s/1'); queue.add(fetch, '/s/2', { method: 'POST' }); later(map.get, 'key')`;
    expect(lines(read(`function* g() { ${code} }`))).toEqual(['GET /s/1', 'POST /s/2']);
  });

  it('takes the name of a message for no address', () => {
    const code = `function restart(bridge) { io.request('restart', bridge.target) } restart({target: {url: '/bridges/1'}})`;
    expect(lines(read(code))).toEqual([]);
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

  it('reads the settings that jQuery’s verbs take instead of an address', () => {
    const code = `var at = 'tree/' + node.id; jQuery.get({url: at, dataType: 'json'}); $.post({url: '/a/save', data: {id: 1}})`;
    expect(lines(read(code))).toEqual(['GET /app/tree/{id}', 'POST /a/save']);
  });

  it('knows axios in a bundle that holds it under another name', () => {
    const code = `var R=ns(d);R.CancelToken=q,R.isAxiosError=z;R.get(base+"api/users"),R.delete("teams/"+e);const s=R.create({baseURL:"/svc"});s.get("x")`;
    expect(lines(read(code))).toEqual([
      'DELETE /app/teams/{param}',
      'GET /app/api/users',
      'GET /svc/x',
    ]);
  });

  it('takes a client by the name of the function that makes it', () => {
    expect(lines(read(`useApi().get("users/all"); list().get("a/b")`))).toEqual([
      'GET /app/users/all',
    ]);
  });

  it('reads the calls of a client that may not be there yet', () => {
    const code = `let t; if (ready) t = make(); function go() { t.post("/api/jobs", {}) } t = undefined`;
    expect(lines(read(code))).toEqual(['POST /api/jobs']);
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
      url: 'wss://shop.example/ws/io',
      apiType: 'websocket',
    });
    expect(read(`const s=q({path:"/ws/io2",transports:["websocket"]})`)[0]).toMatchObject({
      url: 'wss://shop.example/ws/io2',
      apiType: 'websocket',
    });
    expect(read(`io()`)).toEqual([]);
    expect(read(`io('/chat')`)[0]).toMatchObject({ url: 'wss://shop.example/socket.io' });
    expect(lines(read(`import { io } from 'socket.io-client'; io('/chat')`))).toEqual([
      'GET wss://shop.example/socket.io',
    ]);
    expect(lines(read(`const io = require('socket.io-client'); io('/chat')`))).toEqual([
      'GET wss://shop.example/socket.io',
    ]);
  });

  it('takes no function for socket.io that a minifier named io', () => {
    expect(lines(read('function io(e,t){return e+t}io(a,b);io.apply(this,c)'))).toEqual([]);
    expect(lines(read('var io=e=>e.id;io(a)'))).toEqual([]);
  });

  it('takes no method for an address where `ajax` has it first', () => {
    expect(
      lines(read(`c.ajax('DELETE', root + 'files/' + f); c.ajax('PUT', '/files/all')`)),
    ).toEqual(['PUT /files/all']);
  });

  it('reads uploads by their settings', () => {
    expect(lines(read(`u.upload({url: '/files', file: chosen})`))).toEqual(['POST /files']);
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

  it('takes no store for a client, which knows a default for what is not there', () => {
    expect(
      lines(read(`this.service.get("panel/size", 0); this.service.get("/panel/open", !0)`)),
    ).toEqual([]);
    expect(lines(read(`api.post("import/users", {attach: f}, !0)`))).toEqual([
      'POST /app/import/users',
    ]);
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
