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
  /** The file that lists the service's error codes. */
  codes: string;
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
  codes: 'src/kloakd/_codes.py',
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

/** The first one that has `iter.Seq2`. Debian 12 has it in its backports. */
const GO_1_23 = '/usr/lib/go-1.23/bin/go';
const go = { folder: folderOf('go'), codes: 'codes.go', sources: ['.'] };

const java = {
  folder: folderOf('java'),
  codes: 'src/main/java/dev/kloakd/errors/ErrorCodes.java',
  needs: {
    '/usr/bin/javac': 'openjdk-17-jdk-headless',
    '/usr/share/java/jackson-databind.jar': 'libjackson2-databind-java',
    '/usr/share/java/junit-jupiter-api.jar': 'junit5',
  },
  sources: ['src/main/java'],
};

/** A client for each language; Python and Java have one that waits and one that does not, Go two compilers. */
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
  {
    ...go,
    id: 'go',
    title: 'Go',
    needs: { '/usr/bin/go': 'golang-go' },
    build: [
      ['sh', '-c', 'test -z "$(gofmt -l . | tee /dev/stderr)"'],
      ['go', 'vet', './...'],
      ['go', 'test', './...'],
      ['go', 'build', '-buildvcs=false', '-o', 'dist/conformance', './test/conformance'],
    ],
    command: [`${go.folder}/dist/conformance`],
    versions: { 'version.go': /Version = "(.+)"/ },
  },
  {
    ...go,
    id: 'go-1.23',
    title: 'Go 1.23',
    needs: { [GO_1_23]: 'golang-1.23-go' },
    build: [
      [GO_1_23, 'test', './...'],
      [GO_1_23, 'build', '-buildvcs=false', '-o', 'dist/conformance-1.23', './test/conformance'],
    ],
    command: [`${go.folder}/dist/conformance-1.23`],
    versions: {},
  },
  {
    ...java,
    id: 'java',
    title: 'Java',
    // Builds the jar, then runs the client's own tests and the code of its page.
    build: [['./test.sh']],
    command: ['./test.sh', 'conformance'],
    versions: { 'pom.xml': /^ {2}<version>(.+)<\/version>/m },
  },
  {
    ...java,
    id: 'java-async',
    title: 'Java, async',
    build: [],
    command: ['./test.sh', 'conformance', '--async'],
    versions: {},
  },
];
