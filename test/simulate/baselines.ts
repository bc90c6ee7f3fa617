import { createHash } from 'node:crypto';
import { canonicalFingerprint } from '../../server/playground/fingerprint.ts';
import { networkOf } from '../../server/client-address/network.ts';
import type { Answer, Caller, Strategy } from './strategy.ts';

const DISCOVERIES = 10;

/** The dearest single price at which H2's phones still wait ten seconds at most (p95), in derivations. */
export const FIXED_PRICE_DERIVATIONS = 26;

interface Rules {
  name: string;
  /** Under which name the caller's ten are kept when its cookie is not known. */
  ledgerOf(caller: Caller): string;
  readsCookie: boolean;
  price: number;
}

const pairOf = ({ print, address }: Caller) =>
  `${createHash('sha256').update(canonicalFingerprint(print).whole).digest('hex')} ${networkOf(address)}`;

/** What others do, in memory: only for comparison, no part of the service. */
export const BASELINES: readonly Strategy[] = [
  baseline({
    name: 'IP only',
    ledgerOf: ({ address }) => networkOf(address),
    readsCookie: false,
    price: 0,
  }),
  baseline({ name: 'fingerprint + IP, free', ledgerOf: pairOf, readsCookie: true, price: 0 }),
  baseline({
    name: 'cookie only',
    ledgerOf: () => crypto.randomUUID(),
    readsCookie: true,
    price: 0,
  }),
  baseline({
    name: 'one fixed price',
    ledgerOf: pairOf,
    readsCookie: true,
    price: FIXED_PRICE_DERIVATIONS,
  }),
];

function baseline(rules: Rules): Strategy {
  return {
    name: rules.name,
    async open({ random }) {
      const spent = new Map<string, number>();
      const ledgerOf = (caller: Caller) =>
        rules.readsCookie && caller.cookie !== null && spent.has(caller.cookie)
          ? caller.cookie
          : rules.ledgerOf(caller);

      function give(ledger: string): Answer {
        const isNew = !spent.has(ledger);
        const used = spent.get(ledger) ?? 0;
        spent.set(ledger, used);
        const discover = async () => {
          const count = spent.get(ledger) ?? 0;
          if (count >= DISCOVERIES) return false;
          spent.set(ledger, count + 1);
          return true;
        };
        const cookie = rules.readsCookie ? ledger : null;
        return { kind: 'key', key: { isNew, remaining: DISCOVERIES - used, cookie, discover } };
      }

      return {
        async ask(caller, proof) {
          const ledger = ledgerOf(caller);
          if (rules.price === 0 || proof !== null || spent.has(ledger)) return give(ledger);
          const derivations = random.integer(2 * rules.price) + 1;
          return {
            kind: 'puzzle',
            puzzle: { derivations, expectedDerivations: rules.price, proof: 'solved' },
          };
        },
        async close() {},
      };
    },
  };
}
