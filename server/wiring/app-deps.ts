import type { DeriveKeyFunction } from 'altcha-lib';
import type { FastifyServerOptions } from 'fastify';
import type { Config } from '../config/config.ts';
import type { Engine } from '../discovery/discover.ts';
import type { FailureThrottle } from '../gateway/failure-throttle.ts';
import type { KeyedHasher } from '../identifiers/keyed-hash.ts';
import type { Random } from '../identifiers/random.ts';
import type { FixedWindow } from '../limits/fixed-window.ts';
import type { Accounts } from '../organizations/accounts.ts';
import type { Module } from '../organizations/plans.ts';
import type { ClaimSites } from '../playground/claim-sites.ts';
import type { Funnel } from '../playground/funnel.ts';
import type { ClientInfo } from '../routes/client-info.ts';
import type { Storage } from '../storage/port.ts';
import type { Clock } from '../time/clock.ts';
import type { UpstreamTimeouts } from '../upstream/proxy.ts';

/** What the service is made of. `serve.ts` gives the real parts, a test its own. */
export interface AppDeps {
  config: Config;
  storage: Storage;
  /** Whether no other process serves this database: then what a dead one had reserved is given back at once. */
  isOnlyServer?: boolean;
  /** People and their organizations, or null where this server keeps no accounts. */
  accounts: Accounts | null;
  engine: Engine;
  clock: Clock;
  random: Random;
  /** The secret of the keyed hashes. */
  pepper: string;
  /** Peppers from before rotations: rows written under these are still found. */
  previousPeppers?: readonly string[];
  /** Folder of the built pages. Null: the API alone. */
  webDir: string | null;
  /** Where the bundled shop listens, or null where it is off. */
  demoUrl: string | null;
  logger: FastifyServerOptions['logger'];
  /** How long a module that runs elsewhere may take. */
  upstreamTimeouts?: UpstreamTimeouts;
  /** How many discoveries may run at once. */
  capacity?: number;
  /** The key derivation of the proof of work. */
  deriveKey?: DeriveKeyFunction;
}

/** What the gateway, the hooks and several routes share, made once by `buildApp`. */
export interface SharedParts {
  client: ClientInfo;
  hasher: KeyedHasher;
  failures: FailureThrottle;
  /** Counts each caller's requests against the windows of their plan. */
  window: FixedWindow;
  funnel: Funnel;
  claimSites: ClaimSites;
  /** Modules that answer on this server. */
  installedModules: ReadonlySet<Module>;
}

/** The path of everything that belongs to one organization. */
export const ORGANIZATION_PREFIX = '/api/v1/organizations/:organization_id';
