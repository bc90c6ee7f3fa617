import { ConfigError, type Config, type UpstreamSetting } from '../config/config.ts';
import { isModule, MODULES, type Module } from '../organizations/plans.ts';

/**
 * The upstreams by module.
 * @throws ConfigError for a name that is no module, or that is built in
 */
export function readUpstreams({
  moduleUpstreams,
}: Pick<Config, 'moduleUpstreams'>): ReadonlyMap<Module, UpstreamSetting> {
  const entries = Object.entries(moduleUpstreams).map(([name, setting]) => {
    if (isModule(name) && name !== 'skanyr') return [name, setting] as const;
    const known = MODULES.filter((module) => module !== 'skanyr').join(', ');
    throw new ConfigError(
      `MODULE_UPSTREAMS names ${JSON.stringify(name)}, but must name modules that run elsewhere: ${known}.`,
    );
  });
  return new Map(entries);
}
