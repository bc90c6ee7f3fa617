import { describe, expect, it } from 'vitest';
import { readScripts } from './reading.ts';

const PAGE = 'https://shop.example/app/';

function leads(
  code: string,
  kind: 'module' | 'classic' = 'classic',
  url = `${PAGE}assets/main.js`,
): string[] {
  return readScripts({ documentBase: PAGE, scripts: [{ url, code, kind }] }).leads.map(
    (lead) => `${lead.kind} ${lead.url.replace('https://shop.example', '')}`,
  );
}

describe('leads to further scripts', () => {
  it('follows static and dynamic imports', () => {
    expect(
      leads('import "./a.js"; export * from "../b.js"; import("./c.js").then(f)', 'module'),
    ).toEqual(['script /app/assets/a.js', 'script /app/b.js', 'script /app/assets/c.js']);
  });

  it('leaves packages by name and unknown imports alone', () => {
    expect(leads('import x from "react"; import(name)', 'module')).toEqual([]);
  });

  it("reads webpack's map of chunks with its public path", () => {
    const code = 'r.p="/cdn/";r.u=e=>"js/"+({1:"admin"}[e]||e)+"."+{1:"aa",2:"bb"}[e]+".js"';
    expect(leads(code)).toEqual(['script /cdn/js/admin.aa.js', 'script /cdn/js/2.bb.js']);
  });

  it('takes no public path of a bundle within the bundle', () => {
    const code =
      '(function(e){function n(t){return e[t]}n.p="",n(0)})([]);var s={};s.p=f();s.u=e=>({6:"plugins"}[e]||e)+".client."+{6:"ab"}[e]+".js"';
    expect(leads(code)).toEqual(['script /app/assets/plugins.client.ab.js']);
  });

  it('finds the folder of chunks from the address of the script where no public path is written', () => {
    const code = 'r.u=e=>"assets/"+e+"."+{7:"cc"}[e]+".js"';
    expect(leads(code)).toEqual(['script /app/assets/7.cc.js']);
  });

  it('reads a map that sets single chunks apart, as Next.js writes it', () => {
    const code =
      'r.p="/_next/";r.u=e=>4===e?"static/chunks/4-a.js":"static/chunks/"+({1:"x"}[e]||e)+"."+({1:"aa"})[e]+".js"';
    expect(leads(code)).toEqual([
      'script /_next/static/chunks/4-a.js',
      'script /_next/static/chunks/x.aa.js',
    ]);
  });

  it('reads a map inside a function that is called where it stands', () => {
    const code =
      'function r(){} r.p="/"; r.e=e=>{s.src=function(e){return r.p+"js/"+e+"."+{0:"a",3:"b"}[e]+".js"}(e)}';
    expect(leads(code)).toEqual(['script /js/0.a.js', 'script /js/3.b.js']);
  });

  it('takes the chunks that are asked for where no map names them', () => {
    const code = 'r.p="/dist/";r.u=e=>e+".bundle.js";r.e(12).then(f);r.e("admin")';
    expect(leads(code)).toEqual(['script /dist/12.bundle.js', 'script /dist/admin.bundle.js']);
  });

  it("follows a manifest of pages' chunks from the folder that it shares with them", () => {
    const code =
      'self.M=(a=>({"/":[a,"static/chunks/pages/index-1.js"],sortedPages:["/"]}))("static/chunks/29-a.js")';
    expect(leads(code, 'classic', 'https://shop.example/_next/static/B/_manifest.js')).toEqual([
      'script /_next/static/chunks/pages/index-1.js',
      'script /_next/static/chunks/29-a.js',
    ]);
  });

  it('follows scripts that are put into the page by their path', () => {
    expect(leads('$.getScript("/js/more.js"); tag.src = "js/late.js?v=2"')).toEqual([
      'script /js/more.js',
      'script /app/js/late.js?v=2',
    ]);
  });

  it("leaves a library's own workers, and the names of bundled modules alone", () => {
    const code =
      'a={worker:"vendor/editor/json.js"}; b="dist/css.worker.js"; require("./utils.js")';
    expect(leads(code)).toEqual([]);
  });

  it('follows the scripts that a service worker keeps, workers too', () => {
    const code =
      'keep([{url:"data/base.sqlite",revision:"1f"},{url:"back/back.worker.4f.js",revision:"2a"},{url:"js/app.js",revision:null}])';
    expect(leads(code)).toEqual([
      'script /app/assets/back/back.worker.4f.js',
      'script /app/assets/js/app.js',
    ]);
  });

  it("reads vite's list of dependencies without its style sheets", () => {
    const code =
      'const __vite__mapDeps=(i,m=__vite__mapDeps,d=(m.f||(m.f=["assets/users-1.js","assets/users-1.css"])))=>i.map(i=>d[i]);';
    expect(leads(code)).toEqual(['script /app/assets/users-1.js']);
  });

  it("resolves vite's relative dependencies against the script", () => {
    const code =
      'const __vite__mapDeps=(i,m=__vite__mapDeps,d=(m.f||(m.f=["./users-1.js"])))=>i.map(i=>d[i]);';
    expect(leads(code)).toEqual(['script /app/assets/users-1.js']);
  });

  it('follows workers, service workers and importScripts', () => {
    expect(leads('new Worker(new URL("./w.js", import.meta.url))', 'module')).toEqual([
      'script /app/assets/w.js',
    ]);
    expect(leads('navigator.serviceWorker.register("sw.js"); importScripts("/lib.js")')).toEqual([
      'script /app/sw.js',
      'script /lib.js',
    ]);
  });

  it('names the source map, unless it is in the script itself', () => {
    expect(leads('f()\n//# sourceMappingURL=main.js.map')).toEqual([
      'source-map /app/assets/main.js.map',
    ]);
    expect(leads('f()\n//# sourceMappingURL=data:application/json;base64,e30=')).toEqual([]);
  });
});
