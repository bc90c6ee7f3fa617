import { parseArgs } from 'node:util';
import { NO_SITE_SETTINGS } from '../../shared/site-settings.ts';
import { parseOrigin } from '../client-address/origin.ts';
import type { Config } from '../config/config.ts';
import { trustId, type SiteId } from '../identifiers/ids.ts';
import { accentColours } from '../organizations/accent.ts';
import { auditRecord } from '../organizations/audit.ts';
import { SITES_MAX } from '../organizations/sites.ts';
import { readSettings, SETTING_OPTIONS } from './site-settings.ts';
import { StartError } from '../start/start-error.ts';
import type { Storage } from '../storage/port.ts';
import { runWithStorage, type CommandDeps } from './run-with-storage.ts';

const USAGE = `usage:
  npm run site -- add https://docs.example.com [--name "Our docs"]
  npm run site -- list
  npm run site -- set https://docs.example.com [--cta-label "Get a key" --cta-url https://…] [--accent "#0a5c68"]
                  [--example "Petstore=https://…"]… [--languages curl,python] [--reset cta|accent|examples|languages]…
  npm run site -- remove https://docs.example.com`;

/**
 * The operator's command for the sites that may frame the playground. Works beside a running server, which uses the
 * change for the next page that it sends. It does not list the sites of ALLOWED_SITES.
 * @throws StartError with the line that the operator sees
 */
export async function runSiteCommand(
  args: string[],
  config: Config,
  deps: CommandDeps,
): Promise<void> {
  const [action, ...rest] = args;
  await runWithStorage(config, deps, (storage) => act(action, rest, storage, deps));
}

function act(action: string | undefined, rest: string[], storage: Storage, deps: CommandDeps) {
  switch (action) {
    case 'add':
      return add(rest, storage, deps);
    case 'list':
      return list(storage);
    case 'set':
      return change(rest, storage, deps);
    case 'remove':
      return remove(rest, storage, deps);
    default:
      throw new StartError(USAGE);
  }
}

async function add(rest: string[], storage: Storage, deps: CommandDeps): Promise<string[]> {
  const { origin, name, values } = readSite(rest);
  const outcome = await storage.addSite({
    site: {
      id: trustId<SiteId>(deps.random.uuid()),
      origin,
      name: name?.trim() || new URL(origin).host,
      organizationId: null,
      createdBy: null,
      createdAtMs: deps.clock.now(),
      settings: { ...NO_SITE_SETTINGS, ...readSettings(values) },
    },
    sitesMax: SITES_MAX,
    audit: null,
  });
  if (outcome === 'exists') throw new StartError(`${origin} is listed already.`);
  if (outcome === 'full') {
    throw new StartError(`There are ${SITES_MAX} sites already: remove one first.`);
  }
  return [`${origin} may frame the playground.`, ...adjusted(values.accent)];
}

async function change(rest: string[], storage: Storage, deps: CommandDeps): Promise<string[]> {
  const { origin, values } = readSite(rest);
  const settings = readSettings(values);
  if (Object.keys(settings).length === 0) throw new StartError(`Nothing to set.\n${USAGE}`);
  const site = await storage.findSite({ origin });
  const organizationId = site?.organizationId ?? null;
  const event = { action: 'site.changed', actor: 'operator', target: origin } as const;
  const changed =
    site &&
    (await storage.changeSite({
      id: site.id,
      organizationId,
      settings,
      audit: organizationId && auditRecord(deps, { organizationId, ...event }),
    }));
  if (!changed) throw new StartError(`${origin} is not listed: \`list\` shows all sites.`);
  return [`${origin}: ${JSON.stringify(changed.settings)}`, ...adjusted(values.accent)];
}

/** A line that says which shades are shown, where the given colour cannot be read. */
function adjusted(accent: string | undefined): string[] {
  if (accent === undefined) return [];
  const { light, dark, isAdjusted } = accentColours(accent);
  if (!isAdjusted) return [];
  return [
    `${accent} would be hard to read in places: it is shown as ${light.accent} in the light theme and as ${dark.accent} in the dark one.`,
  ];
}

async function list(storage: Storage): Promise<string[]> {
  const sites = await storage.listSites(null);
  if (sites.length === 0) return ['No sites yet. Those in ALLOWED_SITES are not listed here.'];
  return sites.flatMap(({ id, origin, name, createdAtMs, organizationId, settings }) => {
    const day = new Date(createdAtMs).toISOString().slice(0, 10);
    return [
      `${origin}  ${JSON.stringify(name)}  ${day}  ${organizationId ?? 'operator'}`,
      `  ${id}  ${JSON.stringify(settings)}`,
    ];
  });
}

async function remove(rest: string[], storage: Storage, deps: CommandDeps): Promise<string[]> {
  const { origin } = readSite(rest);
  const site = await storage.findSite({ origin });
  const organizationId = site?.organizationId ?? null;
  const event = { action: 'site.removed', actor: 'operator', target: origin } as const;
  const removed =
    site &&
    (await storage.removeSite({
      id: site.id,
      organizationId,
      audit: organizationId && auditRecord(deps, { organizationId, ...event }),
    }));
  if (!removed) throw new StartError(`${origin} is not listed: \`list\` shows all sites.`);
  return [`${origin} may no longer frame the playground.`];
}

function readSite(rest: string[]) {
  let parsed;
  try {
    parsed = parseArgs({
      args: rest,
      allowPositionals: true,
      options: { name: { type: 'string' }, ...SETTING_OPTIONS },
    });
  } catch (error) {
    throw new StartError(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
  const [text = ''] = parsed.positionals;
  const origin = parsed.positionals.length === 1 ? parseOrigin(text) : undefined;
  if (origin === undefined) {
    throw new StartError(
      `${JSON.stringify(text)} is not an origin such as https://docs.example.com, without a path or a wildcard.\n${USAGE}`,
    );
  }
  return { origin, name: parsed.values.name, values: parsed.values };
}
