import { describe, expect, it } from 'vitest';
import { lines, read } from './reading.ts';

describe('what minifiers make of scripts', () => {
  it('reads strings that are written with backticks', () => {
    expect(
      lines(
        read(
          'q(`/a/x`, `DELETE`); q(`POST`, `/a/y`); fetch(base() + `a/z`); q({url: `/a/w`, method: `PUT`})',
        ),
      ),
    ).toEqual(['DELETE /a/x', 'GET /app/a/z', 'POST /a/y', 'PUT /a/w']);
  });

  it('leaves tagged templates to their tags', () => {
    expect(lines(read('gql`/api/x`; fetch(raw`/api/y`)'))).toEqual(['GET /api/y']);
  });

  it('follows a class that has only the name of its variable', () => {
    const code =
      'var A = class { constructor({api: e = "/std"}) { this.api = e } send() { return fetch(this.api + "/go", {method: "POST"}) } }, B = class extends A { constructor(e = {}) { super(e) } }; new B({api: "/own"}).send()';
    expect(lines(read(code))).toContain('POST /own/go');
  });

  it('takes no function of the script’s own for socket.io because it is called io', () => {
    expect(
      lines(
        read(
          'const io = (a, b) => a.key === b.key; function f(e, t) { return io(e, t) } io(f, "displayName")',
        ),
      ),
    ).toEqual([]);
  });

  it('joins no flag to a path, and names no parameter after the insides of a framework', () => {
    const code = 'fetch(`/boards/${x.__v_raw}`); fetch(`/panels/${!q.isNew}`)';
    expect(lines(read(code))).toEqual(['GET /boards/{param}', 'GET /panels/{param}']);
  });
});
