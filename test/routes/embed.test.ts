import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { json, TestService } from '../support/service.ts';

const WEB_DIR = fileURLToPath(new URL('../../dist/web', import.meta.url));

let service: TestService;
beforeEach(async () => {
  service = await TestService.start({}, { webDir: WEB_DIR });
});
afterEach(() => service.stop());
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(service.url + path, { headers });

describe('the files that other sites load', () => {
  it.each(['/embed/v1.js', '/embed/react.js', '/embed/vue.js', '/embed/v1.0.0.js'])(
    '%s may be loaded by every origin',
    async (path) => {
      const { status, headers } = await get(path);
      expect(status).toBe(200);
      expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('content-type')).toMatch(/^(text|application)\/javascript/);
    },
  );

  it('are the only ones', async () => {
    for (const path of ['/', '/embed/v1', '/embed/accent.css?color=%23123456', '/oembed?url=/']) {
      const { status, headers } = await get(path);
      expect(status, path).toBe(200);
      expect(headers.get('cross-origin-resource-policy'), path).toBe('same-origin');
      expect(headers.get('access-control-allow-origin'), path).toBeNull();
    }
  });

  it('are asked for again after minutes, but for the pinned one, which never changes', async () => {
    const loader = await get('/embed/v1.js');
    expect(loader.headers.get('cache-control')).toBe(
      'public, max-age=300, stale-while-revalidate=86400',
    );
    const again = await get('/embed/v1.js', {
      'if-none-match': loader.headers.get('etag') ?? '',
      // Node would ask for a fresh copy otherwise.
      'cache-control': 'max-age=0',
    });
    expect(again.status).toBe(304);
    const pinned = await get('/embed/v1.0.0.js');
    expect(pinned.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });
});

describe('the language of the widget’s page', () => {
  const languageOf = async (query: string, accepted: string) => {
    const response = await get(`/embed/v1${query}`, { 'accept-language': accepted });
    expect(response.headers.get('vary')).toMatch(/accept-language/i);
    return /<html [^>]*lang="(\w+)" dir="(\w+)"/
      .exec(await response.text())
      ?.slice(1)
      .join(' ');
  };

  it('is the browser’s, where there are texts for one of its languages', async () => {
    expect(await languageOf('', 'pt-BR,ar-EG;q=0.9,en;q=0.8')).toBe('ar rtl');
    expect(await languageOf('?lang=auto', 'ja')).toBe('ja ltr');
    expect(await languageOf('', 'xx')).toBe('en ltr');
  });

  it('is what the address names, whatever the browser prefers', async () => {
    expect(await languageOf('?lang=de-AT', 'fr')).toBe('de ltr');
    expect(await languageOf('?lang=%22%3E%3Cscript%3E', 'fr')).toBe('en ltr');
  });

  it('is prerendered, and asks for its texts together with the script', async () => {
    const html = await (await get('/embed/v1?lang=es')).text();
    expect(html).toContain('Encuentra las API de un sitio');
    const [, texts = ''] =
      /rel="modulepreload" crossorigin href="(\/assets\/es-[^"]+)"/.exec(html) ?? [];
    const script = await get(texts);
    expect(script.headers.get('cache-control')).toContain('immutable');
    expect(await script.text()).toContain('Ejecutar');
  });
});

describe('oEmbed', () => {
  const ask = (query: Record<string, string>) => get(`/oembed?${new URLSearchParams(query)}`);

  it('gives a frame for a link to the playground, within the size that is asked for', async () => {
    const url = `${service.url}/?theme=dark&url=https://api.example.com/%22%3E%3Cscript%3E&x=1`;
    const answer = await json<Record<string, string | number>>(await ask({ url, maxwidth: '500' }));
    expect(answer).toMatchObject({ version: '1.0', type: 'rich', width: 500, height: 720 });
    expect(answer['html']).toContain(
      `src="${service.url}/embed/v1?theme=dark&amp;url=https%3A%2F%2Fapi.example.com%2F%22%3E%3Cscript%3E"`,
    );
  });

  it.each(['https://evil.example/', '/dashboard', '/embed/gallery', 'javascript:alert(1)', '::'])(
    'knows no playground at %s',
    async (url) => expect((await ask({ url })).status).toBe(404),
  );

  it('refuses another format than JSON, and names the field', async () => {
    const answer = await ask({ url: '/', format: 'xml' });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'invalid_field', field: 'format' });
  });
});

describe('an accent', () => {
  it('that is no colour is refused as a style, and ignored in the widget’s page', async () => {
    const bad = encodeURIComponent('#fff;}body{display:none');
    expect((await get(`/embed/accent.css?color=${bad}`)).status).toBe(400);
    expect(await (await get(`/embed/v1?accent=${bad}`)).text()).not.toContain('accent.css');
    expect(await (await get('/embed/v1?accent=%23ff6600')).text()).toContain(
      'href="/embed/accent.css?color=%23ff6600"',
    );
  });
});
