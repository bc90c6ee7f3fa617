import type { SignUp } from './config.ts';
import { list } from './variable.ts';

/** Parses `open`, `closed`, or domains such as `example.com,example.org`. */
export function parseSignUp(text: string): SignUp | undefined {
  if (text === 'open' || text === 'closed') return { kind: text };
  const domains = list((entry) => (DOMAIN.test(entry) ? entry.toLowerCase() : undefined))(text);
  return domains && domains.length > 0 ? { kind: 'domains', domains } : undefined;
}
const DOMAIN = /^([a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}$/i;
