import { describe, expect, it } from 'vitest';
import { calls, candidateAt, leads, read } from './reading.ts';

describe('robots.txt', () => {
  const robots = (text: string) => read(text, { url: 'https://shop.example/robots.txt' });

  it('gives sitemaps, and rules with an API marker at low confidence', () => {
    const reading = robots(`User-agent: *
Disallow: /admin/ # not an API
Disallow: /api/
Disallow: /api/v2/orders$
Disallow: /api/internal/*/secret
Allow: /graphql
Sitemap: https://shop.example/map.xml`);
    expect(calls(reading)).toEqual([
      '? https://shop.example/api/',
      '? https://shop.example/api/internal/',
      '? https://shop.example/api/v2/orders',
      '? https://shop.example/graphql',
    ]);
    expect(candidateAt(reading, '/api/').confidence).toBe(0.3);
    expect(candidateAt(reading, '/orders')).toMatchObject({ confidence: 0.4, technique: 'robots' });
    expect(leads(reading)).toEqual(['sitemap https://shop.example/map.xml']);
  });

  it('is not read from a page that stands at its address', () => {
    expect(robots('Nothing here. Disallow: is mentioned in passing').recognised).toBe(false);
  });
});

describe('llms.txt and Markdown', () => {
  const markdown = (text: string) =>
    read(text, { url: 'https://shop.example/llms.txt', kind: 'text' });

  it('gives links, and leads to descriptions', () => {
    const reading =
      markdown(`# The Shop\n\n> What we sell\n\n- [API reference](/docs/api-reference): all calls
- [Spec](https://shop.example/spec/openapi.yaml "title")\n- [About](/about)\n- see https://shop.example/asyncapi.json.`);
    expect(reading.title).toBe('The Shop');
    expect(leads(reading)).toEqual([
      'asyncapi https://shop.example/asyncapi.json',
      'openapi https://shop.example/spec/openapi.yaml',
      'page https://shop.example/docs/api-reference',
    ]);
    expect(reading.links).toContainEqual({ url: 'https://shop.example/about', text: 'About' });
  });

  it('reads the calls that documentation spells out', () => {
    const reading =
      markdown(`# Calls\n\`GET /v1/orders/:id?expand=lines\` and **POST** \`/v1/orders\`.
| DELETE | no |\n| PUT /things | yes |\nWe GET there by bus, and POST letters / parcels.`);
    expect(calls(reading)).toEqual([
      'GET https://shop.example/v1/orders/{id}',
      'POST https://shop.example/v1/orders',
      'PUT https://shop.example/things',
    ]);
    expect(candidateAt(reading, '/v1/orders/{id}')).toMatchObject({
      confidence: 0.6,
      parameters: { path: ['id'], query: ['expand'] },
    });
    expect(candidateAt(reading, '/things').confidence).toBe(0.4);
  });

  it('is told from other text', () => {
    expect(markdown('just a line of text').recognised).toBe(false);
  });
});

describe('calls written in a page', () => {
  it('are read from one element or from two', () => {
    const reading =
      read(`<html><code>GET /v1/a</code><span class=verb>DELETE</span> <code>/v1/a/{id}</code>
      <h2>POST</h2><p>Some words</p><code>/v1/no</code><p>GET the parcel</p><b>/v1/neither</b>`);
    expect(calls(reading)).toEqual([
      'DELETE https://shop.example/v1/a/{id}',
      'GET https://shop.example/v1/a',
    ]);
    expect(candidateAt(reading, '/v1/a').technique).toBe('documentation-text');
  });

  it('reads the commands that a page shows', () => {
    const page = read(`<html><pre>curl -X DELETE 'https://shop.example/orders/5'
curl https://shop.example/orders \\
  -d '{"a":1}'
$ curl -s https://shop.example/orders/7</pre>`);
    expect(calls(page)).toEqual([
      'DELETE https://shop.example/orders/5',
      'GET https://shop.example/orders/7',
      'POST https://shop.example/orders',
    ]);
  });

  it('are not looked for in scripts', () => {
    expect(read('<html><script>GET /v1/a</script>').candidates).toEqual([]);
  });
});

it('takes a GraphQL explorer for a place to ask', () => {
  expect(leads(read('<html><title>GraphiQL</title>', { url: 'https://shop.example/gql' }))).toEqual(
    ['graphql https://shop.example/gql'],
  );
});
