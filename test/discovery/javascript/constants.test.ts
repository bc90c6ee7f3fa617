import { describe, expect, it } from 'vitest';
import { lines, read, readAll } from './reading.ts';

const BOTH = ['GET /api/users', 'POST /api/login'];

const CALLS = `fetch(Paths.LOGIN, { method: "POST" }); fetch(Paths.USERS);`;

describe('constants that addresses are written as', () => {
  it.each([
    [
      'an enum as TypeScript compiles it',
      `var Paths; (function (Paths) { Paths["LOGIN"] = "/api/login"; Paths["USERS"] = "/api/users"; })(Paths || (Paths = {}));`,
    ],
    [
      'an enum that was minified',
      `var Paths; !function(e){e.LOGIN="/api/login",e.USERS="/api/users"}(Paths||(Paths={}));`,
    ],
    [
      'an enum that a function returns',
      `var Paths=(e=>(e.LOGIN="/api/login",e.USERS="/api/users",e))(Paths||{});`,
    ],
    [
      'an enum within a namespace',
      `var N={},Paths; !function(e){!function(t){t.LOGIN="/api/login",t.USERS="/api/users"}(e.Paths||(e.Paths={}))}(N); Paths=N.Paths;`,
    ],
    [
      'properties that are assigned together',
      `var Paths={}; Object.assign(Paths,{LOGIN:"/api/login",USERS:"/api/users"});`,
    ],
    [
      'the exports of a module in a bundle',
      `var Paths={},L="/api/login",U="/api/users"; expose(Paths,{LOGIN:()=>L,USERS:()=>U});`,
    ],
    [
      'a module as an object',
      `const L="/api/login",U="/api/users"; const Paths=Object.freeze(Object.defineProperty({__proto__:null,LOGIN:L,USERS:U},Symbol.toStringTag,{value:"Module"}));`,
    ],
    [
      'static fields as they are compiled',
      `class Paths{} field(Paths,"LOGIN","/api/login"),field(Paths,"USERS","/api/users");`,
    ],
    [
      'what a function with a name fills',
      `var Paths={}; function fill(e){e.LOGIN="/api/login";e.USERS="/api/users"} fill(Paths);`,
    ],
    [
      'properties that are defined',
      `var Paths={}; Object.defineProperty(Paths,"LOGIN",{value:"/api/login"}),Object.defineProperty(Paths,"USERS",{get:()=>"/api/users"});`,
    ],
  ])('are resolved in %s', (_, constants) => {
    expect(lines(read(`${constants} ${CALLS}`))).toEqual(BOTH);
  });

  it.each([
    [
      'is exported at once',
      `(e,t)=>{t.Paths=void 0;!function(e){e.LOGIN="/api/login",e.USERS="/api/users"}(t.Paths||(t.Paths={}))}`,
    ],
    [
      'is exported through a variable',
      `(e,t)=>{var r;t.Paths=void 0;!function(e){e.LOGIN="/api/login",e.USERS="/api/users"}(r||(t.Paths=r={}))}`,
    ],
    [
      'has no function of its own',
      `(e,t)=>{var r;(r=t.Paths||(t.Paths={})).LOGIN="/api/login",r.USERS="/api/users"}`,
    ],
    [
      'is defined as a getter',
      `(e,t)=>{var r;Object.defineProperty(t,"Paths",{enumerable:!0,get:function(){return r}});!function(e){e.LOGIN="/api/login",e.USERS="/api/users"}(r||(r={}))}`,
    ],
  ])('are resolved in another module of a bundle, whose enum %s', (_, module) => {
    const code = `var modules={1:${module},2:(e,t,n)=>{var r=n(1);fetch(r.Paths.LOGIN,{method:"POST"});fetch(r.Paths.USERS)}};`;
    expect(lines(read(code))).toEqual(BOTH);
  });

  it('are resolved in a map, all of them where the key is only known at run time', () => {
    const map = `const paths = new Map([["login", "/api/login"], ["users", "/api/users"]]);`;
    expect(
      lines(
        read(`${map} fetch(paths.get("login"), { method: "POST" }); fetch(paths.get("users"))`),
      ),
    ).toEqual(BOTH);
    expect(lines(read(`${map} fetch(paths.get(name))`))).toEqual([
      'GET /api/login',
      'GET /api/users',
    ]);
  });

  it('are resolved in another file, whichever is read first', () => {
    const paths = `var Paths; (function (Paths) { Paths["LOGIN"] = "/api/login"; Paths["USERS"] = "/api/users"; })(Paths || (Paths = {})); export { Paths };`;
    const calls = `import { Paths } from './paths.js'; ${CALLS}`;
    const files: [string, string][] = [
      ['paths.js', paths],
      ['calls.js', calls],
    ];
    for (const order of [files, [...files].reverse()])
      expect(lines(readAll(order))).toEqual(expect.arrayContaining(BOTH));
  });

  it('get their method from where they are handed on, an enum of methods included', () => {
    const code = `var Paths, Method;
      !function(e){e.LOGIN="/api/login",e.USERS="/api/users",e.USER="/api/users/:id"}(Paths||(Paths={}));
      !function(e){e.Post="POST",e.Delete="DELETE"}(Method||(Method={}));
      const send = (path, method, body) => fetch(path, { method, body });
      const load = (options) => send(options.path, options.method || "GET");
      send(Paths.LOGIN, Method.Post, {}); load({ path: Paths.USERS }); load({ path: Paths.USER, method: Method.Delete });`;
    expect(lines(read(code))).toEqual([...BOTH, 'DELETE /api/users/{id}'].sort());
  });
});
