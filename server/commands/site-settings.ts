import { Compile } from 'typebox/compile';
import { ChangeSiteRequest } from '../../shared/site-settings.ts';
import { StartError } from '../start/start-error.ts';

/** The command-line options for a site's settings, as `parseArgs` takes them. */
export const SETTING_OPTIONS = {
  'cta-label': { type: 'string' },
  'cta-url': { type: 'string' },
  accent: { type: 'string' },
  example: { type: 'string', multiple: true },
  languages: { type: 'string' },
  reset: { type: 'string', multiple: true },
} as const;

interface SettingValues {
  'cta-label'?: string;
  'cta-url'?: string;
  accent?: string;
  example?: string[];
  languages?: string;
  reset?: string[];
}

const RESET = {
  cta: { cta: null },
  accent: { accent: null },
  examples: { examples: [] },
  languages: { languages: [] },
};
const check = Compile(ChangeSiteRequest);

/** @throws StartError with the line that names the option and its form */
export function readSettings(values: SettingValues): ChangeSiteRequest {
  const { accent, example, languages, reset = [] } = values;
  const unknown = reset.find((name) => !Object.hasOwn(RESET, name));
  if (unknown !== undefined) {
    throw new StartError(`--reset takes ${Object.keys(RESET).join(', ')}; not ${unknown}.`);
  }
  const settings = {
    ...Object.assign({}, ...reset.map((name) => RESET[name as keyof typeof RESET])),
    ...readCta(values),
    ...(accent !== undefined && { accent }),
    ...(example && { examples: example.map(readExample) }),
    ...(languages !== undefined && { languages: languages.split(',').map((name) => name.trim()) }),
  };
  if (check.Check(settings)) return settings;
  const [error] = check.Errors(settings);
  throw new StartError(`${error?.instancePath.slice(1).replaceAll('/', '.')} ${error?.message}.`);
}

function readCta({
  'cta-label': label,
  'cta-url': url,
}: SettingValues): Pick<ChangeSiteRequest, 'cta'> {
  if (label === undefined && url === undefined) return {};
  if (label === undefined || url === undefined) {
    throw new StartError('--cta-label and --cta-url are given together.');
  }
  return { cta: { label, url } };
}

/** `Name=https://…`; the address may hold further equal signs. */
function readExample(text: string): { label: string; url: string } {
  const at = text.indexOf('=');
  if (at < 1) throw new StartError('--example is a name and an address: "Petstore=https://…".');
  return { label: text.slice(0, at).trim(), url: text.slice(at + 1).trim() };
}
