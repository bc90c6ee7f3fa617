import { describe, expect, it } from 'vitest';
import { calls, candidateAt, read } from './reading.ts';

const query = { type: 'object', properties: { token: { type: 'string' } } };

describe('AsyncAPI 2', () => {
  it('reads channels over WebSocket with their variables and query', () => {
    const reading = read({
      asyncapi: '2.6.0',
      info: { title: 'Live' },
      servers: {
        live: {
          url: 'wss://{region}.shop.example/stream/',
          protocol: 'wss',
          variables: { region: { default: 'eu' } },
        },
        broker: { url: 'kafka.shop.example:9092', protocol: 'kafka' },
      },
      channels: {
        'rooms/{room}': { subscribe: {}, bindings: { ws: { method: 'GET', query } } },
        internal: { servers: ['broker'], publish: {} },
      },
    });
    expect(calls(reading)).toEqual(['GET wss://eu.shop.example/stream/rooms/{room}']);
    expect(reading.candidates[0]).toMatchObject({
      apiType: 'websocket',
      parameters: { path: ['room'], query: ['token'], body: {} },
      confidence: 0.95,
    });
    expect(reading.servers).toEqual(['wss://eu.shop.example']);
    expect(reading.title).toBe('Live');
  });

  it('reads YAML, and takes the host it came from where no server is named', () => {
    const yaml = 'asyncapi: "2.0.0"\nchannels:\n  /ticker:\n    subscribe: {}\n';
    expect(calls(read(yaml))).toEqual(['GET wss://shop.example/ticker']);
  });
});

describe('AsyncAPI 3', () => {
  it('reads addresses, hosts and the servers that a channel is limited to', () => {
    const reading = read({
      asyncapi: '3.0.0',
      servers: {
        a: { host: 'a.example', pathname: '/live', protocol: 'wss' },
        b: { host: 'b.example', protocol: 'sse' },
        c: { host: 'c.example', protocol: 'https', bindings: {} },
      },
      channels: {
        one: { address: 'orders/{id}', servers: [{ $ref: '#/servers/a' }] },
        two: { address: '/feed', servers: [{ $ref: '#/servers/b' }] },
        three: {
          address: '/poll',
          servers: [{ $ref: '#/servers/c' }],
          bindings: { http: { method: 'POST' } },
        },
        root: { address: '/', servers: [{ $ref: '#/servers/a' }] },
        nowhere: { address: 'x', servers: [{ $ref: '#/servers/gone' }] },
      },
    });
    expect(calls(reading)).toEqual([
      'GET https://b.example/feed',
      'GET wss://a.example/live',
      'GET wss://a.example/live/orders/{id}',
      'POST https://c.example/poll',
    ]);
    expect(candidateAt(reading, '/feed').apiType).toBe('sse');
    expect(candidateAt(reading, '/poll').apiType).toBe('rest');
  });
});

it('does not take any JSON with channels for AsyncAPI', () => {
  expect(read({ channels: { general: {} }, version: '2' }).recognised).toBe(false);
});
