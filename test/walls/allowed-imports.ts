/** Rooms that import nothing of the project, or only each other, and that every room may use. */
const LEAVES = [
  'server/time/x.ts',
  'server/identifiers/x.ts',
  'server/client-address/x.ts',
  'server/limits/x.ts',
  'server/mail/x.ts',
  'server/schema/x.ts',
  'server/config/x.ts',
  'server/problem.ts',
  'server/problem-codes/x.ts',
  'shared/x.ts',
];
const PORT = 'server/storage/port.ts';
/** A database sends no mail. */
const STORAGE_LEAVES = LEAVES.filter((leaf) => leaf !== 'server/mail/x.ts');
const PLANS = 'server/organizations/x.ts';
const DOOR = 'server/discovery/discover.ts';
const ENGINE = [
  DOOR,
  'server/discovery/vocabulary.ts',
  'server/discovery/findings.ts',
  'server/discovery/command/x.ts',
  'server/discovery/run/x.ts',
  'server/discovery/guard/x.ts',
];
const FASTIFY = 'fastify';
const WEB_PARTS = ['shared/x.ts', 'web/api/x.ts', 'web/ui/x.ts'];

/** What the service is put together from. The adapter, the accounts and the engine are given to it. */
const WIRED = [
  ...LEAVES,
  PORT,
  PLANS,
  DOOR,
  FASTIFY,
  'server/gateway/x.ts',
  'server/playground/x.ts',
  'server/skanyr/x.ts',
  'server/upstream/x.ts',
  'server/routes/x.ts',
];

/** Who may import what. The linter must refuse every other pair of these files. `x.ts` stands for any file. */
export const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'shared/x.ts': [],
  'server/time/x.ts': [],
  'server/identifiers/x.ts': [],
  'server/client-address/x.ts': [],
  'server/mail/x.ts': [],
  'server/schema/x.ts': [],
  'server/limits/x.ts': ['server/time/x.ts', 'server/problem.ts', 'shared/x.ts'],
  'server/config/x.ts': ['server/client-address/x.ts'],
  'server/problem.ts': ['shared/x.ts'],
  'server/problem-codes/x.ts': ['shared/x.ts'],
  'server/storage/port.ts': [...STORAGE_LEAVES, PLANS],
  'server/storage/sqlite/x.ts': [...STORAGE_LEAVES, PLANS, PORT, 'server/start/x.ts'],
  'server/organizations/x.ts': [...LEAVES, PORT],
  'server/accounts/x.ts': [...LEAVES, PORT, PLANS],
  'server/gateway/x.ts': [...LEAVES, PORT, PLANS],
  'server/upstream/x.ts': [...LEAVES, PORT, PLANS, FASTIFY, 'server/gateway/x.ts'],
  'server/playground/x.ts': [...LEAVES, PORT, PLANS],
  'server/skanyr/x.ts': [...LEAVES, PORT, PLANS, DOOR],
  'server/routes/x.ts': [
    ...LEAVES,
    PORT,
    PLANS,
    FASTIFY,
    'server/gateway/x.ts',
    'server/playground/x.ts',
    'server/skanyr/x.ts',
  ],
  'server/commands/x.ts': [
    ...LEAVES,
    PORT,
    PLANS,
    DOOR,
    'server/playground/x.ts',
    'server/start/x.ts',
  ],
  'server/app.ts': [...WIRED, 'server/wiring/x.ts'],
  'server/wiring/x.ts': WIRED,
  'server/start/x.ts': [
    ...LEAVES,
    PORT,
    DOOR,
    FASTIFY,
    'server/app.ts',
    'server/wiring/x.ts',
    'server/demo-site/x.ts',
    'server/demo-site/pages/x.ts',
  ],
  'server/demo-site/x.ts': [FASTIFY, 'server/demo-site/pages/x.ts'],
  'server/demo-site/pages/x.ts': [FASTIFY, 'server/demo-site/x.ts'],
  [DOOR]: ENGINE,
  'web/api/x.ts': ['shared/x.ts'],
  'web/ui/x.ts': ['shared/x.ts'],
  'web/widget/x.ts': WEB_PARTS,
  'web/dashboard/x.ts': WEB_PARTS,
  'web/loader/x.ts': WEB_PARTS,
  'web/site/x.ts': WEB_PARTS,
  'web/gallery/x.ts': [...WEB_PARTS, 'web/widget/x.ts', 'web/dashboard/x.ts'],
  'server/discovery/vocabulary.ts': ENGINE,
  'server/discovery/findings.ts': ENGINE,
  'server/discovery/command/x.ts': ENGINE,
  'server/discovery/run/x.ts': ENGINE,
  'server/discovery/guard/x.ts': ENGINE,
};

/** Packages that few rooms own: `fastify` is the routes' and the start's, each of the others its database's or mail's. */
export const OWNED_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  [FASTIFY]: Object.keys(ALLOWED).filter((file) => ALLOWED[file]?.includes(FASTIFY)),
  'better-sqlite3': ['server/storage/sqlite/x.ts', 'server/accounts/x.ts', 'server/schema/x.ts'],
  'better-auth': ['server/accounts/x.ts'],
  nodemailer: ['server/mail/x.ts'],
};
