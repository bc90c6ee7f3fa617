import type { GetToken } from '../../api/organization.ts';

export interface IssuedToken {
  token: string;
  expiresAtMs: number;
}

/** A token that ends sooner than this is replaced before it is used. */
const SPARE_MS = 30_000;

/**
 * The person's tokens, one for each organization. They are kept in memory only: an attacker's script could read them
 * from the browser's storage even after the person has left the page.
 */
export function createTokens(
  issue: (organizationId: string) => Promise<IssuedToken>,
  nowMs: () => number,
): { get: GetToken; forget: () => void } {
  const known = new Map<string, Promise<IssuedToken>>();

  const ask = (organizationId: string) => {
    const asked = issue(organizationId);
    known.set(organizationId, asked);
    // A failed request is not remembered, so that the next call asks again.
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
      // Several requests may have used the refused token: only the first of them asks for a new one.
      const next = known.get(organizationId);
      return (await (next && next !== kept ? next : ask(organizationId))).token;
    },
    forget: () => known.clear(),
  };
}
