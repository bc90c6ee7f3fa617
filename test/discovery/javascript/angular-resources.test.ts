import { describe, expect, it } from 'vitest';
import { lines, read } from './reading.ts';

describe('services of AngularJS', () => {
  it('are known by their annotations where their names were minified', () => {
    const code =
      'app.controller("C",["$scope","$http",function(a,b){b.get("users/all");b({method:"PUT",url:"users/me"})}])';
    expect(lines(read(code))).toEqual(['GET /app/users/all', 'PUT /app/users/me']);
    expect(lines(read('x.y("C",["a","b",function(a,b){b.get("users/all")}])'))).toEqual([]);
  });

  it('make resources with an operation for each method', () => {
    const code =
      'app.factory("U", ["$resource", function (r) { return r("/users/:id", {id: "@id"}, {update: {method: "PUT"}, ban: {method: "POST", url: "/users/:id/ban"}}) }])';
    expect(lines(read(code))).toEqual([
      'DELETE /users/{id}',
      'GET /users',
      'GET /users/{id}',
      'POST /users/{id}',
      'POST /users/{id}/ban',
      'PUT /users/{id}',
    ]);
  });

  it('save a resource at its list where nothing gives its key', () => {
    const code = 'app.factory("S", function ($resource) { return $resource("/parts/:id") })';
    expect(lines(read(code))).toContain('POST /parts');
    expect(lines(read('app.factory("S", ($resource) => $resource("/settings"))'))).toEqual([
      'GET /settings',
      'POST /settings',
    ]);
  });
});
