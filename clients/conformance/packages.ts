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
import { tryCodeTab } from './code-tab.ts';
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
  go: checkGoModule,
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
  await tryCodeTab('typescript', (program, variables) => {
    writeFileSync(join(folder, 'tab.ts'), program);
    return runCommand([process.execPath, 'tab.ts'], { folder, environment: variables });
  });
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
  await tryCodeTab('python', (program, variables) => {
    writeFileSync(join(folder, 'tab.py'), program);
    return runCommand([python, 'tab.py'], { folder, environment: variables });
  });
}

/** The module by its path from a program outside of it. Its page's code is run by its own tests. */
async function checkGoModule({ source, folder }: PackageInput) {
  const module = 'github.com/kloakd/kloakd-go';
  const lines = ['module example', 'go 1.19', `require ${module} v0.0.0`];
  writeFileSync(
    join(folder, 'go.mod'),
    [...lines, `replace ${module} => ${source}`, ''].join('\n'),
  );
  await tryCodeTab('go', (program, variables) => {
    writeFileSync(join(folder, 'main.go'), program);
    return runCommand(['go', 'run', '.'], { folder, environment: variables });
  });
}

const JACKSON = ['core', 'annotations', 'databind'].map(
  (name) => `/usr/share/java/jackson-${name}.jar`,
);

/** The jars that its build made; a program has the client's own jar and Jackson alone. */
async function checkJar({ source, folder, siteUrl, environment }: PackageInput) {
  const target = join(source, 'target');
  const pom = readFileSync(join(source, 'pom.xml'), 'utf8');
  const version = /^ {2}<version>(.+)<\/version>/m.exec(pom)?.[1];
  const made = readdirSync(target).filter((name) => /\.(?:jar|pom)$/.test(name));
  const wanted = ['-javadoc.jar', '-sources.jar', '.jar', '.pom'].map(
    (end) => `kloakd-${version}${end}`,
  );
  if (made.toSorted().join(' ') !== wanted.join(' ')) {
    throw new Error(`The build made ${made.join(' ') || 'no jar'}.`);
  }
  cpSync(join(target, `kloakd-${version}.jar`), join(folder, 'kloakd.jar'));
  const run = (name: string, program: string, variables: Readonly<Record<string, string>>) => {
    writeFileSync(join(folder, `${name}.java`), program);
    const command = ['java', '-cp', ['kloakd.jar', ...JACKSON].join(':'), `${name}.java`];
    return runCommand(command, { folder, environment: variables });
  };
  const [first = '', ...others] = readSnippets(source, 'java', siteUrl);
  await run('FirstCall', first, environment);
  await run('Page', joinJava(others), environment);
  await tryCodeTab('java', (program, variables) => run('Discover', program, variables));
}
