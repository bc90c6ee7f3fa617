import { describe, expect, it } from 'vitest';
import { lines, read, readAll } from '../reading.ts';

const CONFIG = `angular.module('app').config(function (RestangularProvider) {
  RestangularProvider.setBaseUrl('/api/v1');
});`;

describe('Restangular', () => {
  it('is read from its chains of collections and elements, behind the base address that is set', () => {
    const code = `${CONFIG}
      angular.module('app').controller('Accounts', ['$scope', 'Restangular', function (s, r) {
        r.all('accounts').getList({page: 1});
        r.one('accounts', s.accountId).get();
        r.one('accounts', s.accountId).all('buildings').post({name: s.name});
        r.one('accounts', s.accountId).remove();
        r.one('accounts', s.accountId).customGET('messages', {unread: true});
        r.several('accounts', s.accountId);
      }]);`;
    expect(lines(read(code))).toEqual([
      'DELETE /api/v1/accounts/{accountId}',
      'GET /api/v1/accounts',
      'GET /api/v1/accounts/{accountId}',
      'GET /api/v1/accounts/{accountId}/messages',
      'POST /api/v1/accounts/{accountId}/buildings',
    ]);
  });

  it('is followed through the variables and services that hold a collection', () => {
    const code = `${CONFIG}
      angular.module('app').factory('Users', function (Restangular) {
        var users = Restangular.service('users');
        return {
          list: function () { return users.getList(); },
          one: function (id) { return users.one(id).get(); },
          add: function (user) { return users.post(user); },
          posts: function (id) { return Restangular.one('users', id).getList('posts'); },
        };
      });`;
    expect(lines(read(code))).toEqual([
      'GET /api/v1/users',
      'GET /api/v1/users/{id}',
      'GET /api/v1/users/{id}/posts',
      'POST /api/v1/users',
    ]);
  });

  it('names the parameters of a query and the fields of a body', () => {
    const [list, add] = read(`${CONFIG}
      function run(Restangular) {
        Restangular.all('accounts').getList({page: 1, sort: 'name'});
        Restangular.all('accounts').post({name: 'a', active: true});
      }`).sort((a, b) => String(a.method).localeCompare(String(b.method)));
    expect(list?.parameters.query).toEqual(['page', 'sort']);
    expect(add?.parameters.body).toEqual({ name: 'string', active: 'boolean' });
  });

  it('waits for a base address that a later file sets', () => {
    const found = readAll([
      ['users.js', `function run(Restangular) { Restangular.all('users').getList(); }`],
      ['config.js', CONFIG],
    ]);
    expect(lines(found)).toEqual(['GET /api/v1/users']);
  });

  it('is not seen in other objects that have the same methods', () => {
    const code = `const list = promises.all('x').get(); db.one('users', 1).get(); shop.one('a').remove();`;
    expect(lines(read(code))).toEqual([]);
  });
});
