import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RealService } from './real-service.ts';
import { runCommand } from './run-command.ts';
import { joinJava, joinTypeScript, readSnippets } from './snippets.ts';

/**
 * Makes a client's package, installs it where nothing of this repository is, and there compiles and runs every block of
 * code of its page against the service.
 * @throws Error with what went wrong
 */
export type PackageCheck = (input: PackageInput) => Promise<void>;

export interface PackageInput {
  /** The client's. */
  source: string;
  /** An empty one. */
  folder: string;
  siteUrl: string;
  /** The variables that the page tells to set. */
  environment: Readonly<Record<string, string>>;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export const PACKAGE_CHECKS: Readonly<Record<string, PackageCheck>> = {
  typescript: checkNpmPackage,
  python: checkWheel,
  java: checkJar,
};

/** Checks the package of one client in a folder of its own, with a live key. */
export async function checkPackage(
  id: string,
  source: string,
  service: RealService,
): Promise<string[]> {
  const check = PACKAGE_CHECKS[id];
  if (!check) return [];
  const folder = mkdtempSync(join(tmpdir(), `client-${id}-`));
  const { apiKey, organizationId } = await service.liveKey('developer');
  const environment = {
    KLOAKD_API_KEY: apiKey,
    KLOAKD_ORG_ID: organizationId,
    KLOAKD_BASE_URL: service.url,
  };
  try {
    await check({ source, folder, siteUrl: await service.newSite(), environment });
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const NPM_FILES = /^(?:LICENSE|README\.md|CHANGELOG\.md|package\.json|dist\/[a-z]+\.(?:js|d\.ts))$/;

async function checkNpmPackage({ source, folder, siteUrl, environment }: PackageInput) {
  const packed = await runCommand(['npm', 'pack', '--json', '--pack-destination', folder], {
    folder: source,
  });
  const [made] = readJsonList(packed) as [{ filename: string; files: { path: string }[] }];
  const foreign = made.files.filter(({ path }) => !NPM_FILES.test(path));
  if (foreign.length > 0) throw new Error(`The package holds ${JSON.stringify(foreign)}.`);
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  await runCommand(['npm', 'install', '--offline', '--no-audit', '--no-fund', made.filename], {
    folder,
  });
  const code = joinTypeScript(readSnippets(source, 'ts', siteUrl));
  writeFileSync(join(folder, 'page.ts'), code);
  const strict = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--target', 'es2022'];
  const library = ['--module', 'nodenext', '--lib', 'es2023,dom', '--types', '', 'page.ts'];
  await runCommand([`${ROOT}node_modules/.bin/tsc`, ...strict, ...library], { folder });
  await runCommand([process.execPath, 'page.ts'], { folder, environment });
}

/** npm may print warnings before its list. */
const readJsonList = (output: string): unknown[] =>
  JSON.parse(output.slice(output.indexOf('[\n'), output.lastIndexOf(']') + 1)) as unknown[];

async function checkWheel({ source, folder, siteUrl, environment }: PackageInput) {
  // A copy, since the build writes beside its sources.
  const copy = join(folder, 'source');
  mkdirSync(copy);
  for (const name of ['src', 'pyproject.toml', 'README.md', 'LICENSE']) {
    cpSync(join(source, name), join(copy, name), { recursive: true });
  }
  const build = ['-m', 'build', '--wheel', '--no-isolation', '--outdir', folder, copy];
  await runCommand(['/usr/bin/python3', ...build], { folder });
  const python = join(folder, 'venv/bin/python');
  await runCommand(
    ['/usr/bin/python3', '-m', 'venv', '--system-site-packages', '--without-pip', 'venv'],
    {
      folder,
    },
  );
  const version = /VERSION = "(.+)"/.exec(
    readFileSync(join(source, 'src/kloakd/_version.py'), 'utf8'),
  )?.[1];
  const wheel = `kloakd-${version}-py3-none-any.whl`;
  const pip = ['/usr/bin/python3', '-m', 'pip', '--python', python];
  await runCommand([...pip, 'install', '--no-index', '--no-deps', wheel], { folder });
  writeFileSync(join(folder, 'page.py'), readSnippets(source, 'python', siteUrl).join('\n'));
  const types = ['--strict', '--python-executable', python, 'page.py'];
  await runCommand(['/usr/bin/mypy', ...types], { folder });
  await runCommand([python, 'page.py'], { folder, environment });
}

const JACKSON = ['core', 'annotations', 'databind'].map(
  (name) => `/usr/share/java/jackson-${name}.jar`,
);

/** The jar was made when the client was built; it and Jackson are all that the page's code has. */
async function checkJar({ source, folder, siteUrl, environment }: PackageInput) {
  const target = join(source, 'target');
  const jars = readdirSync(target).filter((name) =>
    /^kloakd-[\d.]+(-sources|-javadoc)?\.jar$/.test(name),
  );
  const pom = readFileSync(join(source, 'pom.xml'), 'utf8');
  const version = /^ {2}<version>(.+)<\/version>/m.exec(pom)?.[1];
  const wanted = ['-javadoc', '-sources', ''].map((kind) => `kloakd-${version}${kind}.jar`);
  if (jars.toSorted().join() !== wanted.toSorted().join())
    throw new Error(`The jars are ${jars.join(', ')}.`);
  cpSync(join(target, `kloakd-${version}.jar`), join(folder, 'kloakd.jar'));
  const [first = '', ...others] = readSnippets(source, 'java', siteUrl);
  writeFileSync(join(folder, 'FirstCall.java'), first);
  writeFileSync(join(folder, 'Page.java'), joinJava(others));
  for (const program of ['FirstCall.java', 'Page.java']) {
    const command = ['/usr/bin/java', '-cp', ['kloakd.jar', ...JACKSON].join(':'), program];
    await runCommand(command, { folder, environment });
  }
}
