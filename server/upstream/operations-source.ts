import type { UpstreamSetting } from '../config/config.ts';
import type { Clock } from '../time/clock.ts';
import { createOperations, type Access, type Operations } from './operations.ts';

const TIMEOUT_MS = 5_000;
const FRESH_MS = 10 * 60_000;
/** After a failure the module's document is not asked for this time. */
const PAUSE_MS = 30_000;
const BYTES_MAX = 2 * 1024 * 1024;

export interface OperationsSourceDeps {
  clock: Clock;
  fetch: typeof fetch;
  log: { warn(details: object, message: string): void };
}

/** Says what a request of one module does. Its OpenAPI document is read at the first need and every ten minutes. */
export class OperationsSource {
  readonly #setting: UpstreamSetting;
  readonly #deps: OperationsSourceDeps;
  #operations: Operations | null;
  #readAgainAtMs = 0;
  #reading: Promise<void> | null = null;

  constructor(setting: UpstreamSetting, deps: OperationsSourceDeps) {
    this.#setting = setting;
    this.#deps = deps;
    this.#operations = setting.openapi === null ? createOperations(setting) : null;
  }

  /** Until the document has been read once, every operation counts as a write. */
  async accessOf(method: string, path: string): Promise<Access> {
    const { openapi } = this.#setting;
    if (openapi !== null && this.#deps.clock.now() >= this.#readAgainAtMs) {
      this.#reading ??= this.#read(openapi).finally(() => (this.#reading = null));
    }
    // An older document serves while a newer one is read.
    if (!this.#operations) await this.#reading;
    return this.#operations?.accessOf(method, path) ?? 'write';
  }

  async #read(openapi: string): Promise<void> {
    const url = new URL(openapi.slice(1), this.#setting.url);
    try {
      const response = await this.#deps.fetch(url, {
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (!response.ok) throw new Error(`It was answered with ${response.status}.`);
      const document: unknown = JSON.parse(await readBounded(response));
      if (!hasPaths(document)) throw new Error('It has no paths.');
      this.#operations = createOperations(this.#setting, document);
      this.#readAgainAtMs = this.#deps.clock.now() + FRESH_MS;
    } catch (error) {
      this.#readAgainAtMs = this.#deps.clock.now() + PAUSE_MS;
      const message = 'the OpenAPI document of a module could not be read';
      this.#deps.log.warn({ err: error, host: url.host }, message);
    }
  }
}

const hasPaths = (document: unknown): boolean =>
  typeof document === 'object' && document !== null && 'paths' in document;

async function readBounded({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > BYTES_MAX) throw new Error(`It is larger than ${BYTES_MAX} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
