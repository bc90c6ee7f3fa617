import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLIENTS } from '../../../../server/discovery/javascript/clients/table.ts';

const ROOM = join(import.meta.dirname, '../../../../server/discovery/javascript');

/** What browsers and HTTP have: every room may speak of it. */
const PLATFORM = new Set(['fetch', 'xhr', 'event-source', 'web-socket', 'graphql']);

/** The files of clients/ that are no library. */
const OWN = new Set(['client', 'table', 'libraries', 'find-sinks', 'receiver-chain']);

/** A library by the name of its file (`socket-io` is also socket.io and socketIO), its globals and its packages. */
function libraryNames(): string[] {
  const files = readdirSync(join(ROOM, 'clients'))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => basename(name, '.ts'))
    .filter((name) => !PLATFORM.has(name) && !OWN.has(name))
    .map((name) => name.replaceAll('-', '[-. ]?'));
  const declared = CLIENTS.flatMap(({ globals = [], packages = {}, services = [] }) => [
    ...globals,
    ...services,
    ...Object.keys(packages),
  ]).filter((name) => name.length > 2);
  const escaped = declared.map((name) => name.replaceAll('$', '\\$').replaceAll('/', '\\/'));
  return [...new Set([...files, ...escaped])];
}

function namedIn(text: string): string[] {
  // `isAxios` names axios.
  const words = `${text} ${text.replaceAll(/([a-z])([A-Z])/g, '$1 $2')}`;
  return libraryNames().filter((name) => new RegExp(`(?<![a-z])${name}(?![a-z])`, 'i').test(words));
}

describe('the table of clients', () => {
  it('is the only place that names a library', () => {
    const offences = readdirSync(ROOM, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.startsWith('clients/'))
      .flatMap((path) =>
        namedIn(readFileSync(join(ROOM, path), 'utf8')).map((name) => `${path}: ${name}`),
      );
    expect(offences).toEqual([]);
  });

  it.each([
    'isAxios(value)',
    "'$http'",
    '// as jQuery does',
    "url.endsWith('/socket.io')",
    'ky.get',
  ])('would notice %s elsewhere', (text) => {
    expect(namedIn(text)).not.toEqual([]);
  });

  it('lists every library once', () => {
    const names = CLIENTS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
