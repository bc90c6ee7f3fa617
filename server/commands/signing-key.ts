import type { Config } from '../config/config.ts';
import { StartError } from '../start/start-error.ts';
import type { StorageAdapter } from '../storage/port.ts';

const USAGE = `usage:
  npm run signing-key -- replace    makes a new key for tokens; those of the old one are refused at once`;

interface SigningKeyDeps {
  storage: Pick<StorageAdapter, 'explain'>;
  replaceSigningKey: (deps: { config: Config }) => 'replaced' | 'other_secret';
}

/**
 * The operator's command that replaces the key that signs tokens, for example after a leak. Works beside a running
 * server, which uses the new key from its next request on.
 * @throws StartError with the line that the operator sees
 */
export function runSigningKeyCommand(args: string[], config: Config, deps: SigningKeyDeps): void {
  const [action, ...rest] = args;
  if (action !== 'replace' || rest.length > 0) throw new StartError(USAGE);
  let outcome: 'replaced' | 'other_secret';
  try {
    outcome = deps.replaceSigningKey({ config });
  } catch (error) {
    throw deps.storage.explain(error, config.dataDir);
  }
  if (outcome === 'other_secret') {
    throw new StartError(
      'AUTH_SECRET here is not the one that the service last started with, so nothing was changed: start the service with it first, or run this command with the service’s environment.',
    );
  }
  process.stdout.write(
    [
      'replaced: tokens and assertions of the old key are refused from now on, also by a running service',
      'Dashboards get a new token by themselves. Sessions are not touched.',
      'Modules elsewhere refuse the old key once they have read /api/v1/jwks again.',
      '',
    ].join('\n'),
  );
}
