import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildApp } from '../app.ts';
import type { Clock } from '../time/clock.ts';
import type { Config } from '../config/config.ts';
import { startDemoSite } from '../demo-site/demo-site.ts';
import { createEngine, PrivateTargetsError, type Engine } from '../discovery/discover.ts';
import { startAccounts, type OpenAccounts } from './accounts.ts';
import { createDeferredLog } from './deferred-log.ts';
import { logOptions } from './log.ts';
import type { Random } from '../identifiers/random.ts';
import { loadPeppers } from './peppers.ts';
import type { StorageAdapter } from '../storage/port.ts';
import { explainListen } from './explain-listen.ts';
import { StartError } from './start-error.ts';

const WEB_DIR = fileURLToPath(new URL('../../dist/web', import.meta.url));
const DEMO_HOST = '127.0.0.1';

interface ServeDeps {
  clock: Clock;
  random: Random;
  storage: StorageAdapter;
  openAccounts: OpenAccounts;
}

/**
 * Opens storage, gives back what a dead process had reserved, and listens. At SIGTERM or SIGINT it closes
 * everything in reverse order; a second signal ends the process at once.
 * @throws StartError with the one line that the operator sees
 */
export async function serve(config: Config, deps: ServeDeps): Promise<void> {
  const closers: (() => Promise<void> | void)[] = [];
  const closeAll = async () => {
    for (const close of closers.toReversed()) await close();
  };
  try {
    await start(config, deps, closers);
  } catch (error) {
    await closeAll();
    const explained = explainListen(error, `${config.host}:${config.port}`);
    throw deps.storage.explain(explained, config.dataDir);
  }
  const stop = () => {
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
  deps: ServeDeps,
  closers: (() => Promise<void> | void)[],
): Promise<void> {
  if (!existsSync(join(WEB_DIR, 'embed.html'))) {
    throw new StartError('The pages are not built: run “npm start”, or “npm run build” first.');
  }
  const storage = deps.storage.open(config.dataDir);
  closers.push(() => storage.close());
  const lock = deps.storage.lock(config.dataDir);
  closers.push(() => lock.release());
  const recovered = await storage.recoverReservations(deps.clock.now());
  const [pepper, ...previousPeppers] = loadPeppers(config.dataDir, config.peppers);
  const log = createDeferredLog();
  const accounts = startAccounts(config, { ...deps, log });
  if (accounts) closers.push(() => accounts.close());

  const demo = config.demoSite ? await startDemo(config.demoPort) : null;
  if (demo) closers.push(() => demo.close());
  const engine = startEngine(config, deps.clock, demo?.url ?? null);
  closers.push(() => engine.close());
  const app = await buildApp({
    config,
    clock: deps.clock,
    random: deps.random,
    storage,
    accounts,
    engine,
    pepper,
    previousPeppers,
    webDir: WEB_DIR,
    demoUrl: demo?.url ?? null,
    logger: logOptions(config),
  });
  closers.push(() => app.close());
  log.attach(app.log);
  const address = await app.listen({ host: config.host, port: config.port });

  if (recovered > 0)
    app.log.warn({ recovered }, 'gave back discoveries of a run that was cut short');
  // For the person at the terminal: the log is JSON and hides the address among other lines.
  const demoLine = demo ? `  Demo shop          ${demo.url}\n` : '';
  process.stdout.write(`\n  KLOAKD Playground  ${shownAddress(config, address)}\n${demoLine}\n`);
  // Only now, so that the start does not wait for it.
  accounts?.prepare().catch((error: unknown) => {
    app.log.error({ err: error }, 'the accounts could not be loaded: the next person tries again');
  });
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
        `${DEMO_HOST}:${port} is taken, which the demo shop needs: set DEMO_PORT to another port, or DEMO_SITE=off.`,
      );
    }
    throw error;
  }
}

/** Opens the engine for the private targets that the operator allows, and for the bundled demo shop's own address. */
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

/** The address that the `User-Agent` of discovery names, so that the owner of a site can ask who it is. */
function contactUrl(config: Config): string {
  if (config.operatorContact?.startsWith('http')) return config.operatorContact;
  return config.publicUrl ?? `http://${config.host}:${config.port}`;
}
