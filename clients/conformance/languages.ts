import { fileURLToPath } from 'node:url';

/** How a client is built and its runner is started. */
export interface Runner {
  /** As in the names of `except` in cases.json. */
  id: string;
  /** As the table shows it. */
  title: string;
  folder: string;
  /** Programs and files that it needs, and the Debian package that brings each. */
  needs: Readonly<Record<string, string>>;
  /** Carried out once, before the runner is started and the client is checked. */
  build: readonly (readonly string[])[];
  command: readonly string[];
  environment?: Readonly<Record<string, string>>;
  /** Files that say the version, and where in them. */
  versions: Readonly<Record<string, RegExp>>;
  /** Folders of the client's own code, whose lines are counted. */
  sources: readonly string[];
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const folderOf = (name: string): string => `${ROOT}clients/${name}`;
const TSC = `${ROOT}node_modules/.bin/tsc`;
const PYTHON = '/usr/bin/python3';

const python = {
  folder: folderOf('python'),
  needs: {
    [PYTHON]: 'python3',
    '/usr/lib/python3/dist-packages/httpx': 'python3-httpx',
    '/usr/bin/mypy': 'mypy',
    '/usr/lib/python3/dist-packages/build': 'python3-build',
    '/usr/lib/python3/dist-packages/wheel': 'python3-wheel',
    '/usr/lib/python3.11/ensurepip': 'python3-venv',
  },
  build: [
    [PYTHON, 'make_sync.py', '--check'],
    ['/usr/bin/mypy', 'src'],
  ],
};

/** A client for each language, one entry each; Python has two. */
export const LANGUAGES: readonly Runner[] = [
  {
    id: 'typescript',
    title: 'TypeScript',
    folder: folderOf('typescript'),
    needs: {},
    build: [[TSC, '-p', 'tsconfig.json']],
    command: [process.execPath, 'test/conformance.mjs'],
    versions: { 'package.json': /"version": "(.+)"/, 'src/version.ts': /VERSION = '(.+)'/ },
    sources: ['src'],
  },
  {
    ...python,
    id: 'python',
    title: 'Python',
    command: [PYTHON, 'test/conformance.py'],
    versions: { 'src/kloakd/_version.py': /VERSION = "(.+)"/ },
    sources: ['src'],
  },
  {
    ...python,
    id: 'python-async',
    title: 'Python, async',
    build: [],
    command: [PYTHON, 'test/conformance.py', '--async'],
    versions: {},
    sources: ['src'],
  },
];
