import type { CreateApiKeyRequest } from '../../shared/api-keys.ts';
import { canonicalCidr } from '../client-address/canonical-cidr.ts';
import { parseCidr, type Cidr } from '../client-address/network.ts';
import { Problem } from '../problem.ts';
import type { KeyRestrictions } from '../storage/port/keys.ts';
import type { Plan } from './plans.ts';

type Request = Pick<CreateApiKeyRequest, 'access' | 'modules' | 'networks' | 'expires_at'>;

/**
 * Reads what a new key may do.
 * @throws Problem 400 naming the field
 */
export const readRestrictions = (
  request: Request,
  plan: Pick<Plan, 'title' | 'modules'>,
  nowMs: number,
): KeyRestrictions => ({
  access: request.access ?? 'full',
  modules: readModules(request.modules ?? null, plan),
  networks: readNetworks(request.networks ?? null),
  expiresAtMs: readExpiry(request.expires_at ?? null, nowMs),
});

function readModules(
  names: readonly string[] | null,
  plan: Pick<Plan, 'title' | 'modules'>,
): string[] | null {
  if (names === null) return null;
  for (const [index, name] of names.entries()) {
    if (plan.modules.some((module) => module === name)) continue;
    throw wrong(
      `modules.${index}`,
      `${JSON.stringify(name.slice(0, 40))} is not a module of the ${plan.title} plan, which has ${plan.modules.join(', ')}`,
    );
  }
  return [...new Set(names)];
}

/** Reads networks into one spelling each, so that none is listed twice. */
export function readNetworks(texts: readonly string[] | null): Cidr[] | null {
  if (texts === null) return null;
  const spelled = texts.map((text, index) => {
    const canonical = canonicalCidr(text);
    if (canonical !== null) return canonical;
    throw wrong(
      `networks.${index}`,
      `${JSON.stringify(text)} is not a network: write an address or a CIDR such as 203.0.113.0/24 or 2001:db8::/32`,
    );
  });
  return [...new Set(spelled)].map(parseCidr).filter((cidr) => cidr !== null);
}

export function readExpiry(text: string | null, nowMs: number): number | null {
  if (text === null) return null;
  const expiresAtMs = Date.parse(text);
  if (Number.isNaN(expiresAtMs)) {
    throw wrong('expires_at', 'it is not a time such as 2027-01-31T00:00:00Z');
  }
  if (expiresAtMs <= nowMs) throw wrong('expires_at', 'it is in the past: give a later time');
  return expiresAtMs;
}

const wrong = (field: string, why: string) =>
  new Problem('invalid_field', `${field} is wrong: ${why}.`, { field });
