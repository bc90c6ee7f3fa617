import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { makeApiKey } from '../../server/identifiers/api-key.ts';
import { trustId, type ApiKeyId, type OrganizationId } from '../../server/identifiers/ids.ts';
import { systemRandom } from '../../server/identifiers/random.ts';
import type { Storage } from '../../server/storage/port.ts';
import { openSqlite } from '../../server/storage/sqlite/open.ts';
import { fingerprint } from '../../test/support/components.ts';
import {
  newDataDir,
  removeDataDir,
  runCommand,
  startServer,
  type ServerProcess,
} from '../../test/support/server-process.ts';
import { json, solve } from '../../test/support/service.ts';
import type { ErrorBody } from '../../shared/errors.ts';
import { TargetSites } from './target-site.ts';
import type { Challenge, CreateKeyResponse } from '../../shared/playground.ts';

export interface Credentials {
  apiKey: string;
  organizationId: string;
}

/** The body of a request for a key, of a browser that was never seen. */
export const newFingerprint = () => ({ fingerprint: fingerprint(randomBytes(8).toString('hex')) });

/** The service as its own process, with keys of every kind and sites to discover. */
export class RealService {
  readonly #server: ServerProcess;
  /** Beside the running server, as the operator's commands open it. */
  readonly #storage: Storage;
  readonly #sites = new TargetSites();

  private constructor(server: ServerProcess) {
    this.#server = server;
    this.#storage = openSqlite(join(server.dataDir, 'playground.db'));
  }

  static async start(): Promise<RealService> {
    const environment = { ALLOWED_PRIVATE_TARGETS: '127.0.0.0/8' };
    return new RealService(await startServer(environment, newDataDir()));
  }

  get url(): string {
    return this.#server.url;
  }

  async stop(): Promise<void> {
    await this.#storage.close();
    await this.#server.stop();
    this.#sites.close();
    removeDataDir(this.#server.dataDir);
  }

  /** The URL of a small site that nothing has asked yet. */
  newSite(): Promise<string> {
    return this.#sites.open();
  }

  /** A key of the playground, of a browser that was never seen. */
  async visitor(): Promise<Credentials> {
    const body = newFingerprint();
    let response = await this.#post('/api/v1/playground/keys', body);
    if (response.status === 428) {
      const { challenge } = await json<ErrorBody & { challenge: Challenge }>(response);
      const proof = await solve(challenge);
      response = await this.#post('/api/v1/playground/keys', { ...body, proof });
    }
    if (response.status !== 201) throw new Error(`There is no key: ${await response.text()}`);
    const made = await json<CreateKeyResponse>(response);
    return { apiKey: made.api_key, organizationId: made.organization_id };
  }

  /** A live key of a new organization. */
  async liveKey(plan: 'developer' | 'enterprise'): Promise<Credentials> {
    const { secret, hash, last4 } = makeApiKey('live', systemRandom);
    const organizationId = trustId<OrganizationId>(systemRandom.uuid());
    await this.#storage.createLiveKey({
      organizationId,
      organizationName: 'Acme',
      plan,
      key: { id: trustId<ApiKeyId>(systemRandom.uuid()), hash, last4, name: null },
      nowMs: Date.now(),
    });
    return { apiKey: secret, organizationId };
  }

  /** Changes what an organization may do beside its plan. */
  async override({ organizationId }: Credentials, ...terms: string[]): Promise<void> {
    await this.#command('org', 'override', organizationId, ...terms);
  }

  /** An address that refuses connections. */
  async closedUrl(): Promise<string> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    server.close();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
  }

  async #command(...command: string[]): Promise<string> {
    const { code, stdout, stderr } = await runCommand(command, { DATA_DIR: this.#server.dataDir });
    if (code !== 0) throw new Error(`${command.join(' ')}: ${stderr}`);
    return stdout;
  }

  #post(path: string, body: unknown): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }
}
