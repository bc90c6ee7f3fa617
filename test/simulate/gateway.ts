import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeriveKeyFunction } from 'altcha-lib';
import { buildApp } from '../../server/app.ts';
import { readConfig } from '../../server/config/read-config.ts';
import type { Engine } from '../../server/discovery/discover.ts';
import { openSqlite } from '../../server/storage/sqlite/open.ts';
import { CreateKeyResponse, type Challenge } from '../../shared/playground.ts';
import { ScriptedEngine } from '../support/scripted-engine.ts';
import { headersOf } from './prints.ts';
import type { SeededRandom } from './seeded-random.ts';
import { KnownSolutions } from './solving.ts';
import type { Answer, Caller, Key, Service, Strategy } from './strategy.ts';
import type { Timeline } from './timeline.ts';

export interface GatewaySetup {
  timeline: Timeline;
  random: SeededRandom;
  seats?: number;
  environment?: Record<string, string>;
  engine?: Engine;
  /** An existing database file; by default a new one, deleted at the end. */
  file?: string;
  /** Scrypt for real solves; by default it is known, not solved. */
  deriveKey?: DeriveKeyFunction;
}

type Inject = Awaited<ReturnType<typeof buildApp>>['inject'];
type Response = Awaited<ReturnType<Inject>>;

const MIN_RETRY_SECONDS = 1;

/** The real service on a real database file: everything but its socket, its time and its luck. */
export class Gateway implements Service {
  readonly solutions = new KnownSolutions();
  readonly file: string;
  readonly storage;
  readonly #app: Awaited<ReturnType<typeof buildApp>>;
  readonly #dir: string | null;
  #targets = 0;

  private constructor(
    app: Awaited<ReturnType<typeof buildApp>>,
    storage: ReturnType<typeof openSqlite>,
    solutions: KnownSolutions,
    file: string,
    dir: string | null,
  ) {
    this.#app = app;
    this.storage = storage;
    this.solutions = solutions;
    this.file = file;
    this.#dir = dir;
  }

  static async open(setup: GatewaySetup): Promise<Gateway> {
    const dir =
      setup.file === undefined ? mkdtempSync(join(tmpdir(), 'playground-simulate-')) : null;
    const file = setup.file ?? join(dir ?? '', 'simulate.db');
    const storage = openSqlite(file);
    const solutions = new KnownSolutions();
    const app = await buildApp({
      config: readConfig({ PLAYGROUND_SEATS: String(setup.seats ?? 1), ...setup.environment }),
      storage,
      isOnlyServer: true,
      accounts: null,
      engine: setup.engine ?? new ScriptedEngine(),
      clock: setup.timeline.clock,
      random: setup.random.fork('gateway'),
      pepper: 'a pepper that only simulations use, 32',
      webDir: null,
      demoUrl: null,
      logger: false,
      capacity: 1_000,
      deriveKey: setup.deriveKey ?? solutions.deriveKey,
    });
    return new Gateway(app, storage, solutions, file, dir);
  }

  /** `POST /api/v1/playground/keys` as it is. */
  postKeys(
    payload: object,
    remoteAddress: string,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const url = '/api/v1/playground/keys';
    return this.#app.inject({ method: 'POST', url, payload, remoteAddress, headers });
  }

  async ask(caller: Caller, proof: unknown): Promise<Answer> {
    const headers = {
      ...headersOf(caller.print),
      ...caller.headers,
      ...(caller.cookie === null ? {} : { cookie: caller.cookie }),
    };
    const payload = { fingerprint: caller.print, ...(proof === null ? {} : { proof }) };
    return this.read(await this.postKeys(payload, caller.address, headers), caller);
  }

  /** What an answer to `postKeys` means for the caller. */
  read(response: Response, caller: Caller): Answer {
    const body = response.json<{ code: string; challenge?: Challenge; retry_after?: number }>();
    switch (response.statusCode) {
      case 201:
        return { kind: 'key', key: this.#keyOf(response, caller) };
      case 428: {
        if (!body.challenge) throw new Error('428 without a challenge.');
        const { proof, derivations } = this.solutions.solve(body.challenge);
        const told = body.challenge.parameters.data?.['expected_attempts'];
        return {
          kind: 'puzzle',
          puzzle: { proof, derivations, expectedDerivations: Number(told) },
        };
      }
      default:
        return body.code === 'rate_limited'
          ? { kind: 'wait', seconds: Math.max(MIN_RETRY_SECONDS, body.retry_after ?? 0) }
          : { kind: 'refused', code: body.code };
    }
  }

  #keyOf(response: Response, caller: Caller): Key {
    const body = response.json<CreateKeyResponse>();
    const cookie = response.cookies[0];
    return {
      isNew: body.visitor === 'new',
      remaining: body.quota.remaining ?? 0,
      cookie: cookie ? `${cookie.name}=${cookie.value}` : caller.cookie,
      discover: async (fromAddress = caller.address) => {
        // Never the same twice: a repeat within the hour is free and would look like a gain.
        this.#targets += 1;
        const target = `https://example.com/${this.#targets}`;
        return (await this.discover(body, target, fromAddress)).statusCode === 200;
      },
    };
  }

  discover(
    who: Pick<CreateKeyResponse, 'api_key' | 'organization_id'>,
    target: string,
    remoteAddress: string,
  ): Promise<Response> {
    return this.#app.inject({
      method: 'POST',
      url: `/api/v1/organizations/${who.organization_id}/skanyr/discover`,
      headers: {
        authorization: `Bearer ${who.api_key}`,
        'x-kloakd-organization': who.organization_id,
      },
      payload: { url: target },
      remoteAddress,
    });
  }

  async close(): Promise<void> {
    await this.#app.close();
    await this.storage.close();
    if (this.#dir !== null) rmSync(this.#dir, { recursive: true, force: true });
  }
}

export const OURS: Strategy = { name: 'ours', open: (setup) => Gateway.open(setup) };
