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
  /** The file that lists the service's error codes; null where another entry has it. */
  codes: string | null;
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
    '/usr/lib/python3/dist-packages/pip': 'python3-pip',
    '/usr/lib/python3.11/ensurepip': 'python3-venv',
  },
  build: [
    [PYTHON, 'make_sync.py', '--check'],
    ['/usr/bin/mypy', 'src'],
    [PYTHON, '-m', 'unittest', 'discover', '-s', 'test'],
  ],
};

const java = {
  folder: folderOf('java'),
  needs: {
    '/usr/bin/javac': 'openjdk-17-jdk-headless',
    '/usr/share/java/jackson-databind.jar': 'libjackson2-databind-java',
    '/usr/share/java/junit-jupiter-api.jar': 'junit5',
  },
  sources: ['src/main/java'],
};

/** A client for each language; Python and Java have one that waits and one that does not. */
export const LANGUAGES: readonly Runner[] = [
  {
    id: 'typescript',
    title: 'TypeScript',
    folder: folderOf('typescript'),
    // For the Code tab's command.
    needs: { '/usr/bin/curl': 'curl' },
    build: [[TSC, '-p', 'tsconfig.json']],
    command: [process.execPath, 'test/conformance.mjs'],
    codes: 'src/codes.ts',
    versions: { 'package.json': /"version": "(.+)"/, 'src/version.ts': /VERSION = '(.+)'/ },
    sources: ['src'],
  },
  {
    ...python,
    id: 'python',
    title: 'Python',
    command: [PYTHON, 'test/conformance.py'],
    codes: 'src/kloakd/_codes.py',
    versions: { 'src/kloakd/_version.py': /VERSION = "(.+)"/ },
    sources: ['src'],
  },
  {
    ...python,
    id: 'python-async',
    title: 'Python, async',
    build: [],
    command: [PYTHON, 'test/conformance.py', '--async'],
    codes: null,
    versions: {},
    sources: ['src'],
  },
  {
    id: 'go',
    title: 'Go',
    folder: folderOf('go'),
    needs: { '/usr/bin/go': 'golang-go' },
    build: [
      ['sh', '-c', 'test -z "$(gofmt -l . | tee /dev/stderr)"'],
      ['go', 'vet', './...'],
      ['go', 'test', './...'],
      ['go', 'build', '-buildvcs=false', '-o', 'dist/conformance', './test/conformance'],
    ],
    command: [`${folderOf('go')}/dist/conformance`],
    codes: 'codes.go',
    versions: { 'version.go': /Version = "(.+)"/ },
    sources: ['.'],
  },
  {
    ...java,
    id: 'java',
    title: 'Java',
    // Builds the jar, then runs the client's own tests and the code of its page.
    build: [['./test.sh']],
    command: ['./test.sh', 'conformance'],
    codes: 'src/main/java/dev/kloakd/errors/ErrorCodes.java',
    versions: { 'pom.xml': /^ {2}<version>(.+)<\/version>/m },
  },
  {
    ...java,
    id: 'java-async',
    title: 'Java, async',
    build: [],
    command: ['./test.sh', 'conformance', '--async'],
    codes: null,
    versions: {},
  },
];
