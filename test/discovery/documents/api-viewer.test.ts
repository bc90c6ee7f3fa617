import { describe, expect, it } from 'vitest';
import { calls, leads, read } from './reading.ts';

const page = (script: string) =>
  read(`<!doctype html><script>${script}</script>`, { url: 'https://shop.example/docs' });
const initializer = (
  script: string,
  url = 'https://shop.example/swagger-ui/swagger-initializer.js',
) => read(script, { url, kind: 'swagger-initializer', contentType: 'text/javascript' });

describe('Swagger UI', () => {
  it('reads url in a page', () => {
    expect(
      leads(page(`const ui = SwaggerUIBundle({url: '/openapi.json', "dom_id": '#swagger-ui'})`)),
    ).toEqual(['openapi https://shop.example/openapi.json']);
  });

  it('reads urls[], configUrl and escaped slashes in an initialiser', () => {
    const reading = initializer(`window.onload = function() { window.ui = new SwaggerUIBundle({
      url: "", urls: [{url: "https:\\/\\/shop.example\\/a.json", name: "A"}, {url: "b.json"}],
      configUrl: "/v3/api-docs/swagger-config", validatorUrl: "" }); }`);
    expect(leads(reading)).toEqual([
      'openapi https://shop.example/a.json',
      'openapi https://shop.example/swagger-ui/b.json',
      'swagger-initializer https://shop.example/v3/api-docs/swagger-config',
    ]);
  });

  it('reads a configuration that is assembled from parts', () => {
    const reading = initializer(
      `const config = {"docExpansion":"list"};
       const all = Object.assign({}, {dom_id: '#swagger-ui'}, config, {
         url: resolveUrl('./json').replace('static/json', 'json'), oauth2RedirectUrl: resolveUrl('./x.html')});
       const ui = SwaggerUIBundle(all)`,
      'https://shop.example/documentation/static/swagger-initializer.js',
    );
    expect(leads(reading)).toContain('openapi https://shop.example/documentation/json');
  });

  it('reads settings that are JSON in a string', () => {
    const reading =
      page(`var c = JSON.parse('{"urls":[{"url":"v1/swagger.json","name":"V1"}]}'); SwaggerUIBundle(
      JSON.parse('{"urls":[{"url":"/swagger/v1/swagger.json"}]}'))`);
    expect(leads(reading)).toEqual([
      'openapi https://shop.example/swagger/v1/swagger.json',
      'openapi https://shop.example/v1/swagger.json',
    ]);
  });

  it('reads a description written into the script, without running it', () => {
    const reading = initializer(`window.onload = function() { var options = {
      "swaggerDoc": {"openapi":"3.0.0","servers":[{"url":"/api"}],"paths":{"/cats/{id}":{"get":{},"put":{}}}},
      "customOptions": {} }; throw new Error("never run"); }`);
    expect(calls(reading)).toEqual([
      'GET https://shop.example/api/cats/{id}',
      'PUT https://shop.example/api/cats/{id}',
    ]);
  });

  it('reads the answer of configUrl, and a list of groups', () => {
    const config = { configUrl: '/c', url: '/v3/api-docs', validatorUrl: '' };
    expect(leads(read(config))).toContain('openapi https://shop.example/v3/api-docs');
    const groups = [{ name: 'default', url: '/v2/api-docs?group=x', swaggerVersion: '2.0' }];
    expect(leads(read(groups))).toEqual(['openapi https://shop.example/v2/api-docs?group=x']);
  });

  it('follows a variable that holds the address', () => {
    expect(
      leads(
        page(
          `const root = '/api'; const specUrl = root + '/spec.json'; SwaggerUIBundle({url: specUrl})`,
        ),
      ),
    ).toEqual(['openapi https://shop.example/api/spec.json']);
  });

  it('reads a list of descriptions under options of any name', () => {
    const reading = initializer(
      `var options = {"customOptions": {"urls": [{"name": "a", "url": "/a"}, {"name": "b", "url": "/b"}]}}`,
    );
    expect(leads(reading)).toEqual([
      'openapi https://shop.example/a',
      'openapi https://shop.example/b',
    ]);
  });

  it('does not follow the example that comes with the viewer', () => {
    expect(
      page(`SwaggerUIBundle({url: "https://petstore.swagger.io/v2/swagger.json"})`).leads,
    ).toEqual([]);
  });

  it('leads from the page to its initialiser, past the code of the viewer', () => {
    const reading = read(
      '<html><script src=./swagger-ui-bundle.js></script><script src=./swagger-initializer.js></script>',
      {
        url: 'https://shop.example/swagger-ui/index.html',
      },
    );
    expect(leads(reading)).toEqual([
      'swagger-initializer https://shop.example/swagger-ui/swagger-initializer.js',
    ]);
    expect(reading.scripts.map(({ url }) => url)).toEqual([
      'https://shop.example/swagger-ui/swagger-initializer.js',
    ]);
  });
});

describe('other viewers', () => {
  it.each([
    ['Redoc', '<redoc spec-url="/spec.json"></redoc>'],
    ['Redoc by script', '<script>Redoc.init("/spec.json", {}, document.body)</script>'],
    ['RapiDoc', '<rapi-doc spec-url="/spec.json"></rapi-doc>'],
    ['Stoplight Elements', '<elements-api apiDescriptionUrl="/spec.json"></elements-api>'],
    ['Scalar', '<script id="api-reference" data-url="/spec.json"></script>'],
    [
      'Scalar settings',
      `<script id="api-reference" data-configuration='{"spec":{"url":"/spec.json"}}'></script>`,
    ],
    [
      'Scalar by script',
      `<script>Scalar.createApiReference('#app', {sources: [{url: location.origin + '/spec.json'}]})</script>`,
    ],
  ])('reads the address that %s shows', (_name, element) => {
    expect(leads(read(`<html><body>${element}`))).toEqual([
      'openapi https://shop.example/spec.json',
    ]);
  });

  it('reads a description in an attribute', () => {
    const document = JSON.stringify({ openapi: '3.1.0', paths: { '/a': { get: {} } } });
    expect(calls(read(`<html><elements-api apiDescriptionDocument='${document}'>`))).toEqual([
      'GET https://shop.example/a',
    ]);
  });

  it('does not take any object with a url for a configuration', () => {
    expect(
      page(`track("Redocument"); $.ajax({url: "/log"}); var x = {url: "/y", name: "SwaggerUI"}`)
        .leads,
    ).toEqual([]);
  });

  it('gives up on a script that is no JavaScript', () => {
    expect(page('SwaggerUIBundle({url: ').leads).toEqual([]);
  });
});
