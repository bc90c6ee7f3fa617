import { LEDGER } from './attacks-ledger.ts';
import { MANY_NETWORKS } from './attacks-many-networks.ts';
import { MECHANISM } from './attacks-mechanism.ts';
import { ONE_ADDRESS } from './attacks-one-address.ts';
import { CROWDS } from './crowds.ts';
import type { Scenario } from './scenario.ts';

const NUMBER = /\d+/;
const order = ({ id }: Scenario) => `${id[0]}${(NUMBER.exec(id)?.[0] ?? '').padStart(2, '0')}`;

/** All of them, A1 to H5. */
export const SCENARIOS: readonly Scenario[] = [
  ...LEDGER,
  ...ONE_ADDRESS,
  ...MANY_NETWORKS,
  ...MECHANISM,
  ...CROWDS,
].toSorted((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0));
