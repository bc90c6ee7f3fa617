import { describe, expect, it } from 'vitest';
import { modulePath } from '../../server/upstream/module-path.ts';
import { createOperations } from '../../server/upstream/operations.ts';

const setting = { url: new URL('http://module/'), reads: [] as string[], openapi: null };

describe('which operations of a module only read', () => {
  it('is told by the method where nothing is configured', () => {
    const { accessOf } = createOperations(setting);
    expect(['GET', 'HEAD', 'OPTIONS'].map((method) => accessOf(method, '/x'))).toEqual(
      Array(3).fill('read'),
    );
    expect(
      ['POST', 'PUT', 'PATCH', 'DELETE', 'BREW'].map((method) => accessOf(method, '/x')),
    ).toEqual(Array(5).fill('write'));
  });

  it('is told by the configured list, for exactly that method and path', () => {
    const { accessOf } = createOperations({
      ...setting,
      reads: ['POST /search', 'POST /a/{id}/b'],
    });
    expect(accessOf('POST', '/search')).toBe('read');
    expect(accessOf('POST', '/search/')).toBe('read');
    expect(accessOf('POST', '/a/7/b')).toBe('read');
    for (const path of ['/Search', '/search/x', '/', '/a/7/8/b', '/a/b', '/searching']) {
      expect(accessOf('POST', path), path).toBe('write');
    }
    expect(accessOf('PUT', '/search')).toBe('write');
  });

  const document = {
    paths: {
      '/search': { post: { 'x-kloakd-access': 'read' }, put: { 'x-kloakd-access': 'reads' } },
      '/items/{id}': { post: { 'x-kloakd-access': 'read' }, get: {} },
      '/items/purge': { post: {}, get: { 'x-kloakd-access': 'write' } },
      '/broken': null,
    },
  };

  it('is told by the document, where only the word read means read', () => {
    const { accessOf } = createOperations(setting, document);
    expect(accessOf('POST', '/search')).toBe('read');
    expect(accessOf('PUT', '/search')).toBe('write');
    expect(accessOf('POST', '/items/7')).toBe('read');
    expect(accessOf('GET', '/items/7')).toBe('read');
    expect(accessOf('HEAD', '/items/purge')).toBe('write');
  });

  it('is a write where two operations fit and one of them writes, in any spelling of it', () => {
    const { accessOf } = createOperations(setting, document);
    for (const path of ['/items/purge', '/items/PURGE', '/items/purge/', '/items/%70urge']) {
      expect(accessOf('POST', path), path).toBe('write');
      expect(accessOf('GET', path), path).toBe('write');
    }
  });

  it('is a write where the list says read and the document says write', () => {
    const { accessOf } = createOperations({ ...setting, reads: ['POST /items/purge'] }, document);
    expect(accessOf('POST', '/items/purge')).toBe('write');
  });

  it.each([null, 7, 'x', [], {}, { paths: 7 }, { paths: { '/x': 7 } }])(
    'is told by the method where the document is %j',
    (broken) => {
      expect(createOperations(setting, broken).accessOf('POST', '/x')).toBe('write');
    },
  );
});

describe('the path below a module', () => {
  const PREFIX = '/api/v1/organizations/6f3c2f8e-9b0c-4d7e-8a35-2f6f0f1f5a11/evadr';

  it.each(['/', '/search', '/a/b/', '/a%20b', '/caf%C3%A9', '/v1.2/x-y_z~', '/a:b@c,d'])(
    'goes on as it is: %s',
    (rest) => {
      expect(modulePath(`${PREFIX}${rest}`)).toBe(rest);
      expect(modulePath(`${PREFIX}${rest}?q=../x`)).toBe(rest);
      expect(modulePath(`http://any.example${PREFIX}${rest}`)).toBe(rest);
    },
  );

  it.each([
    '/search/../purge',
    '/./purge',
    '/search/%2e%2e/purge',
    '/search/.%2E/purge',
    '/...',
    '/search%2Fpurge',
    '/search%5Cpurge',
    '/search\\purge',
    '//elsewhere.example/x',
    '/a//b',
    '/a;admin',
    '/a%3Badmin',
    '/a%00b',
    '/a%0D%0Ab',
    '/a%252e%252e',
    '/a%zz',
    '/%ff',
    '/a#b',
    '',
  ])('is refused where servers may read it differently: %s', (rest) => {
    expect(modulePath(`${PREFIX}${rest}`)).toBeNull();
  });
});
