import { makeApiKey } from '../../server/identifiers/api-key.ts';
import {
  trustId,
  type ApiKeyId,
  type OrganizationId,
  type VisitorId,
} from '../../server/identifiers/ids.ts';
import { prefixesOf } from '../../server/client-address/network.ts';
import { createKeyedHasher } from '../../server/identifiers/keyed-hash.ts';
import { systemRandom } from '../../server/identifiers/random.ts';
import { TEST_PEPPER, type TestService } from './service.ts';

/**
 * New visitors from an address, each with a browser of its own, as storage keeps them: without solving
 * hundreds of puzzles. `isEnough` is the caller's, so nothing here is priced.
 */
export async function arrive(service: TestService, address: string, count: number): Promise<void> {
  const hasher = createKeyedHasher([TEST_PEPPER]);
  const prefixes = prefixesOf(address).map(({ prefixLength, prefix }) => ({
    prefixLength,
    hashes: hasher.hashes('network', prefix),
  }));
  const births = Array.from({ length: count }, () => {
    const key = makeApiKey('test', systemRandom);
    const uuid = <T extends string>() => trustId<T>(systemRandom.uuid());
    const browser = systemRandom.uuid();
    return service.storage.mintKey({
      identity: {
        pairs: [
          {
            fingerprint: hasher.hash('fingerprint', browser),
            core: hasher.hash('core', browser),
            network: hasher.hash('network', prefixesOf(address)[0].prefix),
          },
        ],
        devices: [],
        libraryVersion: '5.2',
      },
      newDevice: hasher.hash('device', browser),
      newVisitorId: uuid<VisitorId>(),
      newOrganizationId: uuid<OrganizationId>(),
      key: { id: uuid<ApiKeyId>(), hash: key.hash, last4: key.last4 },
      proof: { id: browser, expiresAtMs: service.clock.now() + 1 },
      arrival: { prefixes, visitorsPerDayMax: 1e9, isEnough: () => true },
      seats: 1,
      activeKeysMax: 5,
      lifetimeLimit: 10,
      nowMs: service.clock.now(),
    });
  });
  await Promise.all(births);
}
