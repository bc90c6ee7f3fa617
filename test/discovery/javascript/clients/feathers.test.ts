import { describe, expect, it } from 'vitest';
import { lines, read, readAll } from '../reading.ts';

const CLIENT = `
import feathers from '@feathersjs/feathers';
import rest from '@feathersjs/rest-client';
const app = feathers();
app.configure(rest('/api').fetch(window.fetch));
export default app;`;

describe('Feathers', () => {
  it('is read from the methods of its services', () => {
    const code = `${CLIENT}
      export async function run(id, message) {
        await app.service('messages').find({ query: { read: false, $limit: 10 } });
        await app.service('messages').get(id);
        await app.service('messages').create({ text: \`\${message}\` });
        await app.service('messages').update(id, { text: message });
        await app.service('messages').patch(id, { read: true });
        await app.service('messages').remove(id);
      }`;
    const found = read(code);
    expect(lines(found)).toEqual([
      'DELETE /api/messages/{id}',
      'GET /api/messages',
      'GET /api/messages/{id}',
      'PATCH /api/messages/{id}',
      'POST /api/messages',
      'PUT /api/messages/{id}',
    ]);
    const find = found.find(({ method, url }) => method === 'GET' && url.endsWith('/messages'));
    const create = found.find(({ method }) => method === 'POST');
    expect(find?.parameters.query).toEqual(['read', '$limit']);
    expect(create?.parameters.body).toEqual({ text: 'string' });
  });

  it('is followed to services that another module names, and to their base address there', () => {
    const found = readAll([
      [
        'users.js',
        `import app from './client.js';
         const users = app.service('users');
         export const all = () => users.find();
         export const one = (id) => users.get(id);`,
      ],
      ['client.js', CLIENT],
    ]);
    expect(lines(found)).toEqual(['GET /api/users', 'GET /api/users/{id}']);
  });

  it('stands at the root of the site where no base address is set', () => {
    const code = `const app = feathers(); app.configure(feathers.socketio(socket));
      app.service('todos').find(); app.service('todos').create(todo);`;
    expect(lines(read(code))).toEqual(['GET /todos', 'POST /todos']);
  });

  it('is not seen where services are registered, or found by other means', () => {
    const code = `angular.module('app').service('users', Users).find('x');
      list.find(isNew); store.create({}); registry.services('users').get(1);`;
    expect(lines(read(code))).toEqual([]);
  });
});
