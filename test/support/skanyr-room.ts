import { makeApiKey } from '../../server/identifiers/api-key.ts';
import {
  monthlyLedgerId,
  trustId,
  visitorLedgerId,
  type ApiKeyId,
  type OrganizationId,
  type VisitorId,
} from '../../server/identifiers/ids.ts';
import { systemRandom } from '../../server/identifiers/random.ts';
import { toQuota } from '../../server/limits/quota.ts';
import type { Caller } from '../../server/skanyr/discover.ts';
import { Runner } from '../../server/skanyr/runner.ts';
import { openSqlite } from '../../server/storage/sqlite/open.ts';
import { FakeClock } from './fake-clock.ts';
import { ScriptedEngine } from './scripted-engine.ts';

/** The use cases of the discovery module without HTTP, on a real database and with a scripted engine. */
export class SkanyrRoom {
  readonly clock = new FakeClock();
  readonly engine = new ScriptedEngine();
  readonly storage = openSqlite(':memory:');
  readonly random = systemRandom;
  readonly logged: string[] = [];
  readonly runner;

  constructor(limits: { capacity?: number; anonymousPerDayMax?: number } = {}) {
    this.runner = new Runner({
      storage: this.storage,
      clock: this.clock,
      random: systemRandom,
      capacity: limits.capacity ?? 4,
      anonymousPerDayMax: limits.anonymousPerDayMax ?? 100,
      log: { error: (_details, message) => this.logged.push(message) },
    });
  }

  /** A new organization with a monthly quota. */
  async organization(limit = 100): Promise<Caller> {
    const organizationId = await this.#newOrganization();
    return {
      organizationId,
      ledger: { id: monthlyLedgerId(organizationId, '2026-11'), limit },
      concurrentMax: null,
    };
  }

  /** A new organization whose discoveries are charged to a visitor's lifetime ledger. */
  async visitor(limit = 10): Promise<Caller> {
    const organizationId = await this.#newOrganization();
    const visitorId = trustId<VisitorId>(systemRandom.uuid());
    return {
      organizationId,
      ledger: { id: visitorLedgerId(visitorId), limit },
      concurrentMax: null,
    };
  }

  async quota(caller: Caller) {
    return toQuota(await this.storage.readLedger(caller.ledger));
  }

  async close(): Promise<void> {
    await this.runner.close();
    await this.storage.close();
  }

  async #newOrganization(): Promise<OrganizationId> {
    const organizationId = trustId<OrganizationId>(systemRandom.uuid());
    const key = makeApiKey('live', systemRandom);
    await this.storage.createLiveKey({
      organizationId,
      organizationName: 'Acme',
      plan: 'developer',
      key: { id: trustId<ApiKeyId>(systemRandom.uuid()), ...key, name: null },
      nowMs: this.clock.now(),
    });
    return organizationId;
  }
}
