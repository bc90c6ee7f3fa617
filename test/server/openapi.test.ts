import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { json, TestService } from '../support/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await TestService.start();
});
afterAll(() => service.stop());

interface OpenApi extends Record<string, unknown> {
  paths: Record<string, Record<string, { summary?: string; security?: unknown[] }>>;
}

const read = async () => json<OpenApi>(await fetch(`${service.url}/openapi.json`));

describe('the OpenAPI document', () => {
  it('is valid', async () => {
    expect(await new Validator().validate(await read())).toMatchObject({ valid: true });
  });

  it('names the header that says which site a call comes from, where it is counted, and as optional', async () => {
    const { paths } = await read();
    const parametersOf = (path: string): unknown[] =>
      (paths[path]?.['post'] as { parameters?: unknown[] } | undefined)?.parameters ?? [];
    const header = expect.objectContaining({
      in: 'header',
      name: 'x-kloakd-site',
      required: false,
    });
    expect(parametersOf('/api/v1/playground/keys')).toContainEqual(header);
    const skanyr = '/api/v1/organizations/{organization_id}/skanyr';
    expect(parametersOf(`${skanyr}/discover`)).toContainEqual(header);
    expect(parametersOf('/api/v1/organizations/{organization_id}/claim')).not.toContainEqual(
      header,
    );
  });

  it('says which answers are a stream, and which may be one', async () => {
    const { paths } = await read();
    const skanyr = '/api/v1/organizations/{organization_id}/skanyr';
    const typesOf = (path: string, method: string) => {
      const operation = paths[skanyr + path]?.[method] as
        | { responses?: Record<string, { content: object }> }
        | undefined;
      return Object.keys(operation?.responses?.['200']?.content ?? {});
    };
    const either = ['application/json', 'text/event-stream'];
    expect(typesOf('/discover/stream', 'post')).toEqual(['text/event-stream']);
    expect(typesOf('/discover-page/live', 'post')).toEqual(either);
    expect(typesOf('/discover/{discovery_id}/events', 'get')).toEqual(either);
    expect(typesOf('/discover', 'post')).toEqual(['application/json']);
  });

  it('describes every route of the contract', async () => {
    const { paths } = await read();
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const skanyr = '/api/v1/organizations/{organization_id}/skanyr';
    expect(operations).toEqual(
      expect.arrayContaining([
        'POST /api/v1/playground/challenges',
        'POST /api/v1/playground/keys',
        'GET /api/v1/playground/quota',
        `POST ${skanyr}/discover`,
        `POST ${skanyr}/discover/stream`,
        `GET ${skanyr}/discover/{discovery_id}`,
        `GET ${skanyr}/discover/{discovery_id}/events`,
        `GET ${skanyr}/api-map/{artifact_id}`,
        `GET ${skanyr}/jobs/{discovery_id}`,
        `GET ${skanyr}/detected-apis`,
        `POST ${skanyr}/analyze-bundle`,
        `POST ${skanyr}/hierarchy`,
        `POST ${skanyr}/reader-view`,
        `POST ${skanyr}/expand-node`,
        `POST ${skanyr}/retry`,
        `GET ${skanyr}/health`,
        `GET ${skanyr}/sessions`,
        `POST ${skanyr}/sessions`,
        `GET ${skanyr}/sessions/{session_id}`,
        `DELETE ${skanyr}/sessions/{session_id}`,
        `POST ${skanyr}/sessions/{session_id}/end`,
        `PATCH ${skanyr}/sessions/{session_id}/job`,
      ]),
    );
  });

  it('says of each tenant’s route what it does and that it takes a key', async () => {
    const { paths } = await read();
    for (const [path, methods] of Object.entries(paths)) {
      if (!path.startsWith('/api/v1/organizations/')) continue;
      for (const operation of Object.values(methods)) {
        expect(operation.summary, path).toBeTruthy();
        expect(operation.security, path).toEqual([{ key: [], organization: [] }]);
      }
    }
  });
});
