import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { createSSRApp } from 'vue';
import { renderToString as renderVue } from 'vue/server-renderer';
import { describe, expect, it } from 'vitest';
import { isUp, wrap, type UpType } from '../../../shared/embed-messages.ts';
import { KloakdPlayground as ReactPlayground } from '../../../web/loader/react.ts';
import { start } from '../../../web/loader/start.ts';
import { KloakdPlayground as VuePlayground } from '../../../web/loader/vue.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const PINNED = `${ROOT}/web/loader/pinned`;
const read = (file: string) => readFileSync(`${ROOT}/${file}`, 'utf8');
const SERVICE = 'https://play.example';
const PROPS = { service: SERVICE, url: 'https://api.example.com', theme: 'dark' };

describe('the loader', () => {
  it('may be imported where there is no document, as documentation generators do', () => {
    expect(start).toBeTypeOf('function');
    const globals = {};
    runInNewContext(read('dist/web/embed/v1.js'), globals);
    expect(Object.keys(globals)).toEqual([]);
  });

  it('passes on every type of message that the widget may send, and no other', () => {
    const types: Record<UpType, true> = {
      ready: true,
      resize: true,
      state: true,
      'run:start': true,
      'run:progress': true,
      'run:done': true,
      'run:error': true,
      quota: true,
      cta: true,
    };
    for (const type of Object.keys(types)) expect(isUp(wrap('c', type, {}))).toBe(true);
    for (const type of ['key', 'run', 'run:', 'already', 'config', 'quota2', '']) {
      expect(isUp(wrap('c', type, {}))).toBe(false);
    }
  });

  it('is kept under each version that was pinned, with the integrity hash of the docs', () => {
    const docs = read('docs/embed.md');
    const files = readdirSync(PINNED);
    expect(files.length).toBeGreaterThan(0);
    const documented = /embed\/(v[\d.]+\.js)"[^>]*integrity="sha384-([^"]+)"/.exec(docs);
    expect(files).toContain(documented?.[1]);
    const content = readFileSync(`${PINNED}/${documented?.[1]}`);
    expect(createHash('sha384').update(content).digest('base64')).toBe(documented?.[2]);
  });
});

describe('the components', () => {
  it('render the element and a fallback on a server, with React', () => {
    const html = renderToString(createElement(ReactPlayground, PROPS));
    expect(html).toBe(
      '<kloakd-playground url="https://api.example.com" theme="dark"><a href="https://play.example/">Open the playground</a></kloakd-playground>',
    );
  });

  it('render the element and a fallback on a server, with Vue', async () => {
    const html = await renderVue(createSSRApp(VuePlayground, PROPS));
    expect(html).toBe(
      '<kloakd-playground url="https://api.example.com" theme="dark"><a href="https://play.example/">Open the playground</a></kloakd-playground>',
    );
  });

  it('need React and Vue for development only', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: object };
    expect(Object.keys(dependencies).filter((name) => /react|vue/.test(name))).toEqual([]);
  });
});
