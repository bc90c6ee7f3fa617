import type { GetToken } from '../../api/organization.ts';

export interface IssuedToken {
  token: string;
  expiresAtMs: number;
}

/** A token that ends sooner than this is replaced before it is used. */
const SPARE_MS = 30_000;

/**
 * The person's tokens, one for each organization. They stay in memory: what is in storage can be read by a script
 * that an attacker gets into the page, also after the person has left.
 */
export function createTokens(
  issue: (organizationId: string) => Promise<IssuedToken>,
  nowMs: () => number,
): { get: GetToken; forget: () => void } {
  const known = new Map<string, Promise<IssuedToken>>();

  const ask = (organizationId: string) => {
    const asked = issue(organizationId);
    known.set(organizationId, asked);
    // What failed is asked for again, not remembered.
    asked.catch(() => {
      if (known.get(organizationId) === asked) known.delete(organizationId);
    });
    return asked;
  };

  return {
    get: async (organizationId, renew) => {
      const kept = known.get(organizationId);
      if (!kept || renew) return (await ask(organizationId)).token;
      const { token, expiresAtMs } = await kept;
      if (expiresAtMs - nowMs() > SPARE_MS) return token;
      // Several requests may wait for the same token: the first of them asks for the next one.
      const next = known.get(organizationId);
      return (await (next && next !== kept ? next : ask(organizationId))).token;
    },
    forget: () => known.clear(),
  };
}
