import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildApp } from '../app.ts';
import type { Clock } from '../time/clock.ts';
import type { Config } from '../config.ts';
import { startDemoSite } from '../demo-site/demo-site.ts';
import { createEngine, PrivateTargetsError, type Engine } from '../discovery/discover.ts';
import { logOptions } from './log.ts';
import { openData } from '../storage/sqlite/open-data.ts';
import type { Random } from '../identifiers/random.ts';
import { loadPeppers } from './peppers.ts';
import { explainStart, StartError } from '../storage/sqlite/start-error.ts';
import { lockDataDir } from '../storage/sqlite/start-lock.ts';

const WEB_DIR = fileURLToPath(new URL('../../dist/web', import.meta.url));
const DEMO_HOST = '127.0.0.1';

/**
 * Opens storage, gives back what a dead process had reserved, listens, and closes in order at SIGTERM.
 * @throws StartError with the one line that the operator sees
 */
export async function serve(config: Config, deps: { clock: Clock; random: Random }): Promise<void> {
  const closers: (() => Promise<void> | void)[] = [];
  const closeAll = async () => {
    for (const close of closers.toReversed()) await close();
  };
  try {
    await start(config, deps, closers);
  } catch (error) {
    await closeAll();
    throw explainStart(error, config.dataDir, `${config.host}:${config.port}`);
  }
  const stop = () => {
    // A second signal means now.
    process.once('SIGTERM', () => process.exit(1)).once('SIGINT', () => process.exit(1));
    closeAll().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop).once('SIGINT', stop);
}

async function start(
  config: Config,
  deps: { clock: Clock; random: Random },
  closers: (() => Promise<void> | void)[],
): Promise<void> {
  if (!existsSync(join(WEB_DIR, 'embed.html'))) {
    throw new StartError('The pages are not built: run “npm start”, or “npm run build” first.');
  }
  const storage = openData(config.dataDir);
  closers.push(() => storage.close());
  const lock = lockDataDir(config.dataDir);
  closers.push(() => lock.release());
  const recovered = await storage.recoverReservations(deps.clock.now());
  const [pepper, ...previousPeppers] = loadPeppers(config.dataDir, config.peppers);

  const demo = config.demoSite ? await startDemo(config.demoPort) : null;
  if (demo) closers.push(() => demo.close());
  const engine = startEngine(config, deps.clock, demo?.url ?? null);
  closers.push(() => engine.close());
  const app = await buildApp({
    config,
    storage,
    engine,
    ...deps,
    pepper,
    previousPeppers,
    webDir: WEB_DIR,
    demoUrl: demo?.url ?? null,
    logger: logOptions(config),
  });
  closers.push(() => app.close());
  const address = await app.listen({ host: config.host, port: config.port });

  if (recovered > 0)
    app.log.warn({ recovered }, 'gave back discoveries of a run that was cut short');
  // On a terminal, what a person looks for; the log has the rest.
  const demoLine = demo ? `  Demo shop          ${demo.url}\n` : '';
  process.stdout.write(`\n  KLOAKD Playground  ${shownAddress(config, address)}\n${demoLine}\n`);
}

const shownAddress = (config: Config, address: string) =>
  config.publicUrl ??
  (config.host === '127.0.0.1' || config.host === '::1'
    ? `http://localhost:${new URL(address).port || '80'}`
    : address);

async function startDemo(port: number) {
  try {
    return await startDemoSite({ host: DEMO_HOST, port });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new StartError(
        `${DEMO_HOST}:${port} is taken, which the demo shop needs: set DEMO_PORT to another, or DEMO_SITE=off.`,
      );
    }
    throw error;
  }
}

/** Opens what the operator allows, and our own demo shop on exactly its address and port. */
function startEngine(config: Config, clock: Clock, demoUrl: string | null): Engine {
  const own = demoUrl === null ? [] : [new URL(demoUrl).host];
  try {
    return createEngine({
      clock,
      allowedPrivateTargets: [config.allowedPrivateTargets, ...own].join(','),
      contactUrl: contactUrl(config),
      ...(config.egressProxy ? { egressProxy: config.egressProxy } : {}),
    });
  } catch (error) {
    if (!(error instanceof PrivateTargetsError)) throw error;
    throw new StartError(`ALLOWED_PRIVATE_TARGETS is wrong: ${error.message}`);
  }
}

/** Whom the owner of a discovered site can ask: the `User-Agent` names it. */
function contactUrl(config: Config): string {
  if (config.operatorContact?.startsWith('http')) return config.operatorContact;
  return config.publicUrl ?? `http://${config.host}:${config.port}`;
}
