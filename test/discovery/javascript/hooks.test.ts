import { describe, expect, it } from 'vitest';
import { lines, read } from './reading.ts';

const IMPORT = "import {k as keep} from './framework.js'; ";

describe('what frameworks keep for later', () => {
  it('reads an address that is computed from a function', () => {
    const code = `${IMPORT}export function page(e) { const url = keep(() => \`/boards/\${e.id}\`); return fetch(url.value) }`;
    expect(lines(read(code))).toEqual(['GET /boards/{id}']);
  });

  it('reads it although the framework’s own source says how it is kept', () => {
    const code =
      'class Lazy { constructor(f) { this.fn = f } get value() { return this.kept } } function keep(f) { return new Lazy(f) } const url = keep(() => "/boards/all"); fetch(url.value)';
    expect(lines(read(code))).toEqual(['GET /boards/all']);
  });

  it('reads a memoised address and follows a memoised wrapper', () => {
    const code = `${IMPORT}function C({id}) { const url = keep(() => \`/notes/\${id}\`, [id]); fetch(url); const send = keep((p, o) => fetch('/api' + p, o), []); send('/tags', {method: 'POST'}) }`;
    expect(lines(read(code))).toEqual(['GET /notes/{id}', 'POST /api/tags']);
  });

  it('reads the base address that a store keeps for all its users', () => {
    const code = `${IMPORT}const send = (o) => axios.request(o); async function list(context) { return send({method: 'GET', baseURL: context.baseUrl, url: '/notes'}) } export const useRoot = keep('root', () => { const s = keep({base: '/', rest: 'rest'}); const r = keep(() => \`\${s.value.base}\${s.value.rest}\`); return {apiContext: keep(() => ({baseUrl: r.value}))} }); function page() { const root = useRoot(); return list(root.apiContext) }`;
    expect(lines(read(code))).toContain('GET /rest/notes');
  });

  it('gives a fetcher the key before it, which a function or a variable may hold', () => {
    const code = `${IMPORT}const at = (p) => '/base/' + p; const get = (url) => fetch(url).then((r) => r.json());
      const useNotes = () => keep(at('notes'), get); const useNote = (id) => { const key = at(\`notes/\${id}\`); return keep(!!id, {tags: []}, key, get) };
      const useTags = () => keep(at('tags'), (url) => fetch(url)); list.each(id, get)`;
    expect(lines(read(code))).toEqual([
      'GET /base/notes',
      'GET /base/notes/{id}',
      'GET /base/tags',
    ]);
  });
});
