import { describe, expect, it } from 'vitest';
import { lines, read } from './reading.ts';

describe('bare strings', () => {
  it('takes a string with an API marker at 0.5 and any other path at 0.3', () => {
    const found = read('const a = "/api/users/list", b = "/orders/open", c = "/graphql"');
    expect(
      found
        .map(({ url, confidence, technique }) => [url.slice(20), confidence, technique])
        .toSorted((a, b) => String(a).localeCompare(String(b))),
    ).toEqual([
      ['/api/users/list', 0.5, 'marked-string'],
      ['/graphql', 0.5, 'marked-string'],
      ['/orders/open', 0.3, 'string'],
    ]);
  });

  it('reads an address that is only built, not called', () => {
    const [found] = read(
      'const base = "/api"; export const urlOf = (id) => `${base}/files/${id}/download`',
    );
    expect(found).toMatchObject({
      url: 'https://shop.example/api/files/{id}/download',
      confidence: 0.5,
    });
  });

  it.each([
    ['MIME types', '"application/json"; x = "text/html"; y = "/image/png".type'],
    [
      'routes with a component',
      'r = [{path: "/api/v1/page", component: P}, {path: "/users/:id", children: []}]',
    ],
    ['redirects', 'r = {path: "", redirectTo: "/api/v1/home"}'],
    [
      'navigation',
      'navigate("/api/v1/x"); history.push("/api/v1/y"); router.navigate(["/a"]); h(Link, {to: "/api/v1/z"})',
    ],
    ['fragments', 'a = "#/api/v1/x"; b = "/#/users"'],
    ['files', 'a = "/api/v1/logo.png"; b = "/static/app.js"; c = "/rest/page.html"'],
    ['date formats', 'a = "DD/MM/YYYY"; b = "/MM/DD"; c = "yyyy/MM/dd"'],
    ['expressions', 'a = "//div[@id=\'x\']/api"; b = "/^api\\\\/v1$/"; c = "/(api|v1)/x"'],
    [
      'namespaces and licences',
      'a = "http://www.w3.org/2000/svg"; b = "https://opensource.org/licenses/MIT"; c = "https://docs.example.com/guide"',
    ],
    ['drawings', 'a = "M0 0L10/20 30"; b = {d: "/api/v1/x"}'],
    ['packages', 'a = "./node_modules/x/api/index"; require("/api/v1/x")'],
    ['messages', 'send({id: 1, method: "/api/v1/restart"})'],
    ['comparisons', 'if (p.startsWith("/api/v1/")) f(); if (p === "/api/v1/me") g()'],
    ['prose', 'a = "see /api/v1/users for more"; b = "<a href=/api/v1/x>"'],
    ['a base alone', 'a = "/api"; b = "/api/v1/"; c = "/v2"'],
  ])('leaves out %s', (_, code) => {
    expect(lines(read(code))).toEqual([]);
  });

  it('reads what templates are compiled to as one text', () => {
    const code = 'var t="/api/files/".concat(e.id,"/versions/").concat(n),u="/api/x".concat("/y")';
    expect(lines(read(code))).toEqual(['? /api/files/{id}/versions/{param}', '? /api/x/y']);
  });

  it('reads an address that is written relative to the page', () => {
    expect(lines(read('window.open("./api/logs/view", "_blank"); a = "./api"'))).toEqual([
      '? /app/api/logs/view',
    ]);
  });

  it('raises no path beside the folder that all calls go to', () => {
    const calls = ['a', 'b', 'c', 'd', 'e'].map((name) => `fetch("/-/data/${name}")`).join(';');
    expect(
      lines(read(`${calls}; x = {href: "/-/data/export"}; y = {href: "/-/web/about"}`)),
    ).toEqual(expect.arrayContaining(['? /-/data/export']));
    expect(lines(read(`${calls}; y = {href: "/-/web/about"}`))).not.toContain('? /-/web/about');
  });

  it('raises paths under a first segment that many calls go to', () => {
    const calls = ['a', 'b', 'c', 'd', 'e'].map((name) => `fetch("/backend/${name}")`).join(';');
    expect(
      lines(read(`${calls}; link = {href: "/backend/export"}; other = {href: "/about/us"}`)),
    ).toContain('? /backend/export');
  });

  it('prefers the call over the string that it is made with', () => {
    expect(lines(read('const u = "/api/me/x"; fetch(u, {method: "PUT"})'), 0)).toEqual([
      'PUT /api/me/x',
    ]);
  });

  it('takes no address of translations for an endpoint', () => {
    const code =
      'i18n.init({backend: {loadPath: "/api/locales/{{lng}}", addPath: "/api/locales/add/{{lng}}"}})';
    expect(lines(read(code), 0)).toEqual([]);
  });

  it('takes the name of a message’s handler for no address', () => {
    const code = `const handlers = {}; handlers['api/note-create'] = async (note) => store.add(note); send('api/note-create', {text});
      const urls = {}; urls.tags = 'api/tags'`;
    expect(read(code).map(({ url }) => url.slice(20))).toEqual(['/app/api/tags']);
  });
});
