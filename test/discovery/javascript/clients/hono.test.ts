import { describe, expect, it } from 'vitest';
import { lines, read, readAll } from '../reading.ts';

const CLIENT = `
import { hc } from 'hono/client';
export const client = hc('/api');`;

describe("Hono's client", () => {
  it('is read from the properties that spell a path', () => {
    const found = read(`${CLIENT}
      export async function run(id, title) {
        await client.posts.$get({ query: { page: '1' } });
        await client.posts.$post({ json: { title: \`\${title}\` } });
        await client.posts[':id'].$get({ param: { id } });
        await client.posts[':id'].comments.$delete({ param: { id } });
        await client['sign-in'].$post({ form: { name: 'a' } });
        await client.health.$get();
      }`);
    expect(lines(found)).toEqual([
      'DELETE /api/posts/{id}/comments',
      'GET /api/health',
      'GET /api/posts',
      'GET /api/posts/{id}',
      'POST /api/posts',
      'POST /api/sign-in',
    ]);
    const list = found.find(({ method, url }) => method === 'GET' && url.endsWith('/posts'));
    const create = found.find(({ method, url }) => method === 'POST' && url.endsWith('/posts'));
    expect(list?.parameters.query).toEqual(['page']);
    expect(create?.parameters.body).toEqual({ title: 'string' });
  });

  it('is followed through variables and other modules', () => {
    const found = readAll([
      ['client.js', CLIENT],
      [
        'posts.js',
        `import { client } from './client.js';
         const posts = client.v1.posts;
         export const all = () => posts.$get();`,
      ],
    ]);
    expect(lines(found)).toEqual(['GET /api/v1/posts']);
  });

  it('is known in a bundle, where its name was shortened, by how its arguments are grouped', () => {
    const code = `const t = e("/"); const n = async i => (await t.api.posts[":id"].$put({param:{id:i},json:{a:1}})).json();`;
    expect(lines(read(code))).toEqual(['PUT /api/posts/{id}']);
  });

  it('is not seen in objects whose methods have the same names', () => {
    expect(lines(read(`user.$get(); vm.user.$delete({ id: 1 }); row.$post();`))).toEqual([]);
  });
});
