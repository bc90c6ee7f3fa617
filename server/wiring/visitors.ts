import { deriveKey as scrypt } from 'altcha-lib/algorithms/scrypt';
import { Throttle, THROTTLES } from '../limits/throttle.ts';
import { createChallenger } from '../playground/challenge.ts';
import { Derivations } from '../playground/derivations.ts';
import { Places } from '../playground/places.ts';
import { claimCodeRoutes } from '../routes/claims.ts';
import type { HttpServer } from '../routes/http-server.ts';
import { playgroundRoutes } from '../routes/playground.ts';
import type { AppDeps, SharedParts } from './app-deps.ts';

/** Keys for anonymous visitors, and codes that take their discoveries along. */
export async function registerVisitors(
  app: HttpServer,
  { config, storage, clock, random, deriveKey = scrypt }: AppDeps,
  { client, hasher, failures, claimSites }: SharedParts,
): Promise<void> {
  const prefix = '/api/v1/playground';
  const derivations = new Derivations();
  await app.register(playgroundRoutes, {
    prefix,
    storage,
    clock,
    random,
    hasher,
    client,
    failures,
    challenger: createChallenger({ clock, random, hasher, derivations, deriveKey }),
    challenges: new Throttle(clock, THROTTLES.challenges),
    keyRequests: new Throttle(clock, THROTTLES.keyRequests),
    places: new Places(clock, random),
    seats: config.playgroundSeats,
    visitorsPerDayMax: config.playgroundDailyVisitors,
  });
  await app.register(claimCodeRoutes, { prefix, storage, clock, random, client, claimSites });
}
