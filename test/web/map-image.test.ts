import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Endpoint } from '../../shared/discovery.ts';
import { mapImage } from '../../web/ui/map-image.ts';

const HOSTILE =
  '</text><script>alert(1)</script><image href="https://evil.example/x"/>&amp;\u202E\u0000"\'';

describe('the map as an image', () => {
  it('keeps hostile paths, methods, titles and captions as text', () => {
    const image = mapImage(
      [
        endpoint('GET', `https://shop.example/api/${HOSTILE}`),
        endpoint(`"><script>${HOSTILE}`, 'https://a/'),
      ],
      HOSTILE,
      HOSTILE,
    );
    expect([...new Set(image.match(/<[a-z]+/g))].toSorted()).toEqual(
      ['<path', '<rect', '<style', '<svg', '<text', '<title', '<tspan'].toSorted(),
    );
    expect((image.match(/<[^>]+>/g) ?? []).join('')).not.toMatch(/href|\bon\w+=/);
    expect(/[\u202E\0]/.test(image)).toBe(false);
    expect(image).toContain('&#60;script&#62;');
  });

  it('refers to nothing outside of itself', () => {
    const image = mapImage([endpoint('GET', 'https://shop.example/api')], 'Shop', '1 endpoint');
    expect(image.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(
      /="https?:|url\(|@import/,
    );
  });

  it('shows every path and method, in the colours of the pages on light and on dark', () => {
    const image = mapImage(
      [
        endpoint('GET', 'https://shop.example/api/a'),
        endpoint('POST', 'https://shop.example/api/b'),
      ],
      'Shop',
      '2 endpoints',
    );
    expect(image).toMatch(/>\/a<tspan class="GET" dx="12">GET</);
    expect(image).toMatch(/>\/b<tspan class="POST" dx="12">POST</);
    const tokens = readFileSync('web/ui/tokens.css', 'utf8');
    const [light = '', dark = ''] = image.split('@media(prefers-color-scheme:dark)');
    for (const name of ['get', 'post', 'put', 'patch', 'delete']) {
      const [, onLight, onDark] =
        new RegExp(`--${name}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(tokens) ?? [];
      expect(light).toContain(`.${name.toUpperCase()}{fill:${onLight}}`);
      expect(dark).toContain(`.${name.toUpperCase()}{fill:${onDark}}`);
    }
  });
});

function endpoint(method: string, url: string): Endpoint {
  return {
    url,
    method,
    api_type: 'rest',
    confidence: 0.9,
    parameters: { path: [], query: [], body: {} },
    source: [],
  };
}
