import { describe, expect, it } from 'vitest';
import { lines, read } from './reading.ts';

describe('classes that stand for a resource', () => {
  it('reads the address of a collection, as a text and as a method', () => {
    const code =
      'var Tasks = Backbone.Collection.extend({model: Task, url: "/tasks"}); var Log = app.Model.extend({url: function () { return window.location.origin + "/nodes/" + this.get("node") + "/log" }})';
    expect(lines(read(code))).toEqual(['GET /nodes/{node}/log', 'GET /tasks']);
  });

  it('reads the address of a class of today’s syntax', () => {
    const code =
      'class Users extends Collection { url() { return "/users" } } class Views extends Panel { url() { return "/view" } }';
    expect(lines(read(code))).toEqual(['GET /users']);
  });

  it('puts the id behind the root of a model', () => {
    expect(lines(read('var User = Model.extend({urlRoot: "/api/users"})'))).toEqual([
      'GET /api/users/{id}',
      'POST /api/users',
    ]);
  });

  it('asks a method for the address it gives without arguments', () => {
    const code =
      'var Doc = Base.extend({url: function (kind) { return kind === "page" ? "/page/doc" : "/docs/" + this.id }})';
    expect(lines(read(code))).toEqual(['GET /docs/{id}']);
  });

  it('takes merged options for no class', () => {
    expect(lines(read('$.extend({url: "/somewhere"}, options)'))).toEqual([]);
  });
});
