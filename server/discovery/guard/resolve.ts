import { Resolver } from 'node:dns/promises';

/** Every address a name has. @throws when the name has none or DNS did not answer. */
export type Resolve = (host: string) => Promise<string[]>;

/**
 * Asks DNS and not `getaddrinfo`, which reads /etc/hosts and runs on the four threads that file access and
 * decompression share: a few slow hostile name servers would block them.
 */
export function createResolve(timeoutMs = 3000): Resolve {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 1 });
  return async (host) => {
    if (host === 'localhost') return ['127.0.0.1', '::1'];
    const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    const addresses = answers.flatMap((answer) =>
      answer.status === 'fulfilled' ? answer.value : [],
    );
    if (addresses.length > 0) return addresses;
    const failed = answers.find((answer) => answer.status === 'rejected');
    throw failed?.reason ?? new Error('no address');
  };
}
