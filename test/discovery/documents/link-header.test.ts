import { describe, expect, it } from 'vitest';
import { leads, read } from './reading.ts';

const withLink = (link: string) => read('', { headers: { link } });

describe('Link header', () => {
  it('leads to descriptions, catalogs and WordPress', () => {
    const reading = withLink(
      '</openapi.json>; rel="service-desc"; type="application/json", </.well-known/api-catalog>; rel=api-catalog, ' +
        '<https://shop.example/wp-json/>; rel="https://api.w.org/", </help>; rel="service-doc"; type="text/html", ' +
        '</style.css>; rel=preload; as=style, </2>; rel=next',
    );
    expect(leads(reading)).toEqual([
      'api-catalog https://shop.example/.well-known/api-catalog',
      'openapi https://shop.example/openapi.json',
      'page https://shop.example/help',
      'wordpress https://shop.example/wp-json/',
    ]);
  });

  it('reads several relations of one link, and a type that names another format', () => {
    expect(
      leads(withLink('</d>; rel="self service-desc"; type="application/vnd.aai.asyncapi+json"')),
    ).toEqual(['asyncapi https://shop.example/d']);
  });

  it('keeps what stands before a fault', () => {
    expect(leads(withLink('</a>; rel=service-desc, </b>; rel=service-desc, garbage'))).toContain(
      'openapi https://shop.example/a',
    );
  });

  it.each([
    '<javascript:alert(1)>; rel=service-desc',
    '<',
    ' '.repeat(100_000),
    `${' '.repeat(50_000)}<`,
  ])('ends quickly and empty on header %#', (link) => {
    expect(withLink(link).leads).toEqual([]);
  });
});

describe('linkset', () => {
  it('reads an API catalog', () => {
    const catalog = {
      linkset: [
        {
          anchor: 'https://shop.example/.well-known/api-catalog',
          item: [{ href: 'https://api.example/orders' }],
        },
        {
          anchor: 'https://api.example/stock',
          'service-desc': [{ href: 'https://api.example/stock/spec', type: 'application/yaml' }],
          'service-doc': [{ href: '/help/stock', type: 'text/html', title: 'Stock' }],
        },
      ],
    };
    const reading = read(catalog, {
      url: 'https://shop.example/.well-known/api-catalog',
      contentType: 'application/linkset+json',
    });
    expect(leads(reading)).toEqual([
      'openapi https://api.example/stock/spec',
      'page https://api.example/orders',
      'page https://shop.example/help/stock',
    ]);
    expect(reading.servers).toEqual(['https://api.example']);
    expect(reading.links).toContainEqual({ url: 'https://shop.example/help/stock', text: 'Stock' });
  });

  it('reads nothing from a linkset of nonsense', () => {
    expect(
      read({ linkset: [null, 7, { item: 'x', 'service-desc': [{ href: 5 }] }] }).leads,
    ).toEqual([]);
  });
});
