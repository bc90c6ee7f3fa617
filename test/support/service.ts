import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/scrypt';
import Database from 'better-sqlite3';
import type { ErrorBody } from '../../shared/errors.ts';
import type { Challenge, CreateKeyResponse, Fingerprint } from '../../shared/playground.ts';
import { buildApp } from '../../server/app.ts';
import type { AppDeps } from '../../server/wiring/app-deps.ts';
import type { Config } from '../../server/config/config.ts';
import { readConfig } from '../../server/config/read-config.ts';
import { makeApiKey } from '../../server/identifiers/api-key.ts';
import { trustId, type ApiKeyId, type OrganizationId } from '../../server/identifiers/ids.ts';
import { openAccounts } from '../../server/accounts/open.ts';
import type { Mail } from '../../server/mail/mailer.ts';
import type { Accounts } from '../../server/organizations/accounts.ts';
import type { PlanName } from '../../server/organizations/plans.ts';
import { systemRandom } from '../../server/identifiers/random.ts';
import { openSqlite } from '../../server/storage/sqlite/open.ts';
import { fingerprint } from './components.ts';
import { FakeClock } from './fake-clock.ts';
import { SERVICE_ORIGIN, SignedInPeople } from './signed-in-people.ts';
import { ScriptedEngine } from './scripted-engine.ts';

export const TEST_PEPPER = 'a pepper that only tests use, 32 chars';

export interface Credentials {
  apiKey: string;
  organizationId: string;
}

/** `accounts: true` opens real ones, in the service's own folder. */
type Overrides = Omit<AppDeps, 'accounts'> & { accounts: AppDeps['accounts'] | true };

/** The service on a real socket with a real database file, a clock that stands still, and a scripted engine. */
export class TestService {
  readonly clock = new FakeClock();
  readonly engine = new ScriptedEngine();
  readonly dir = mkdtempSync(join(tmpdir(), 'playground-test-'));
  readonly storage = openSqlite(join(this.dir, 'test.db'));
  readonly logLines: string[] = [];
  /** What was sent to people, oldest first. */
  readonly mails: Mail[] = [];
  url = '';
  #accounts: Accounts | null = null;
  #closeAccounts = async (): Promise<void> => undefined;
  #app: Awaited<ReturnType<typeof buildApp>> | null = null;

  static async start(
    environment: Record<string, string> = {},
    { accounts = null, ...overrides }: Partial<Overrides> = {},
  ): Promise<TestService> {
    const service = new TestService();
    const config = readConfig({
      ...(accounts === true ? { PUBLIC_URL: SERVICE_ORIGIN } : {}),
      ...environment,
      DATA_DIR: service.dir,
    });
    if (accounts === true) service.#openAccounts(config);
    else service.#accounts = accounts;
    const app = await buildApp({
      config,
      storage: service.storage,
      isOnlyServer: true,
      accounts: service.#accounts,
      engine: service.engine,
      clock: service.clock,
      random: systemRandom,
      pepper: TEST_PEPPER,
      webDir: null,
      demoUrl: null,
      logger: { level: 'info', stream: { write: (line: string) => service.logLines.push(line) } },
      ...overrides,
    });
    service.url = await app.listen({ host: '127.0.0.1', port: 0 });
    service.#app = app;
    return service;
  }

  #openAccounts(config: Config): void {
    const accounts = openAccounts({
      config,
      origins: [config.publicUrl ?? SERVICE_ORIGIN],
      mailer: { send: (mail) => this.mails.push(mail), close: async () => undefined },
      clock: this.clock,
      random: systemRandom,
      log: {
        info: () => undefined,
        error: (fields, message) => this.logLines.push(JSON.stringify({ fields, message })),
      },
    });
    this.#accounts = accounts;
    this.#closeAccounts = () => accounts.close();
  }

  /** @throws Error unless the service was started with `accounts: true` */
  get accounts(): Accounts {
    if (!this.#accounts) throw new Error('Start the service with {accounts: true}.');
    return this.#accounts;
  }

  /** People who sign up, make organizations and join them. */
  get people(): SignedInPeople {
    return new SignedInPeople(this);
  }

  /** Shuts the service down; its database can still be looked at. */
  async close(): Promise<void> {
    await this.#app?.close();
    this.#app = null;
    await this.#closeAccounts();
    this.#closeAccounts = async () => undefined;
  }

  async stop(): Promise<void> {
    await this.close();
    await this.storage.close();
    rmSync(this.dir, { recursive: true, force: true });
  }

  /** Rows as they are on disk, read by a second connection. */
  rows<T>(sql: string, ...values: unknown[]): T[] {
    const db = new Database(join(this.dir, 'test.db'), { readonly: true });
    try {
      return db.prepare<unknown[], T>(sql).all(...values);
    } finally {
      db.close();
    }
  }

  /** Rows of `accounts.db`, as `rows`. */
  accountRows<T>(sql: string, ...values: unknown[]): T[] {
    const db = new Database(join(this.dir, 'accounts.db'), { readonly: true });
    try {
      return db.prepare<unknown[], T>(sql).all(...values);
    } finally {
      db.close();
    }
  }

  /** Changes `accounts.db` behind the service's back. */
  changeAccounts(sql: string): void {
    const db = new Database(join(this.dir, 'accounts.db'));
    try {
      db.exec(sql);
    } finally {
      db.close();
    }
  }

  /** A request with a key: path relative to the organization. */
  async call(
    who: Credentials,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return fetch(`${this.url}/api/v1/organizations/${who.organizationId}/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${who.apiKey}`,
        'x-kloakd-organization': who.organizationId,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  discover(who: Credentials, url: string, headers?: Record<string, string>): Promise<Response> {
    return this.call(who, 'POST', 'skanyr/discover', { url }, headers);
  }

  async quota(who: Credentials): Promise<{ used: number; reserved: number; remaining: number }> {
    const response = await fetch(`${this.url}/api/v1/playground/quota`, {
      headers: {
        authorization: `Bearer ${who.apiKey}`,
        'x-kloakd-organization': who.organizationId,
      },
    });
    return json(response);
  }

  /** `POST /api/v1/playground/keys` as it is, without solving anything. */
  postKeys(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.url}/api/v1/playground/keys`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  }

  /** Becomes a visitor the way the widget does: asks, solves, asks again. */
  async visit(
    print: Fingerprint = fingerprint(),
    headers: Record<string, string> = {},
  ): Promise<Credentials & { body: CreateKeyResponse; cookie: string | null }> {
    let response = await this.postKeys({ fingerprint: print }, headers);
    if (response.status === 428) {
      const { challenge } = await json<ErrorBody & { challenge: Challenge }>(response);
      const proof = await solve(challenge);
      response = await this.postKeys({ fingerprint: print, proof }, headers);
    }
    if (response.status !== 201) throw new Error(`no key: ${await response.text()}`);
    const body = await json<CreateKeyResponse>(response);
    const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? null;
    return { apiKey: body.api_key, organizationId: body.organization_id, body, cookie };
  }

  /** An organization with a live key, as the operator's command makes it. */
  async liveKey(plan: PlanName = 'developer'): Promise<Credentials> {
    const key = makeApiKey('live', systemRandom);
    const organizationId = trustId<OrganizationId>(systemRandom.uuid());
    await this.storage.createLiveKey({
      organizationId,
      organizationName: 'Acme',
      plan,
      key: {
        id: trustId<ApiKeyId>(systemRandom.uuid()),
        hash: key.hash,
        last4: key.last4,
        name: null,
      },
      nowMs: this.clock.now(),
    });
    return { apiKey: key.secret, organizationId };
  }
}

export async function solve(challenge: Challenge) {
  const solution = await solveChallenge({ challenge, deriveKey });
  if (!solution) throw new Error('The challenge was not solved.');
  return { challenge, solution };
}

/** The parsed body of an answer, in the shape that the test expects. */
export async function json<T = ErrorBody>(response: Response): Promise<T> {
  return (await response.json()) as T;
}
