import { CALLERS, type Answer, type Caller } from './expected-answer.ts';
import type { ListedRoute } from './list-routes.ts';

export interface RouteRow {
  route: ListedRoute;
  answers: ReadonlyMap<Caller, Answer>;
}

const HEAD = `# What each route answers, and to whom

Written by a test from the running service: \`npm run routes\`. The test asks every route that the service has with each
credential, and compares each answer with what the route declares. It fails when this file differs.

Organizations, keys and members are real; other IDs are of things that do not exist, and bodies hold the required fields
only. So a caller whom the gateway admits often reads 400 or 404, and one whom it refuses 401 or 403. The module
\`fetchyr\` has an upstream here at which nobody listens (502); the other modules have none (404).

- *public*: no credential is needed. *session*: whoever is signed in, by the cookie of the browser, which none of these
  callers has.
- *read* or *write* of a module; with a role: for members with at least that role, and for no key.
- The test key asks about its own organization. The key of another organization names the first one in path and header.

`;

/** One line for each path and declaration; methods that are answered alike share it. */
export function renderRouteTable(rows: readonly RouteRow[]): string {
  const lines = new Map<string, string[]>();
  for (const { route, answers } of rows) {
    const cells = CALLERS.map((caller) => cellOf(answers.get(caller)));
    const rest = [declared(route), ...cells].join(' | ');
    const key = `\`${route.url}\` | ${rest}`;
    lines.set(key, [...(lines.get(key) ?? []), route.method]);
  }
  const body = [...lines].map(([rest, methods]) => `| ${methods.join(', ')} | ${rest} |`);
  const columns = ['Method', 'Path', 'Declared', ...CALLERS];
  const head = [`| ${columns.join(' | ')} |`, `|${columns.map(() => '---').join('|')}|`];
  return `${HEAD}${[...head, ...body.toSorted(byPath)].join('\n')}\n`;
}

const byPath = (a: string, b: string) => compare(pathOf(a), pathOf(b)) || compare(a, b);
const pathOf = (line: string) => line.split(' | ')[1] ?? '';
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const cellOf = (answer: Answer | undefined): string =>
  answer?.status === 401 || answer?.status === 403
    ? `${answer.status} ${answer.code}`
    : String(answer?.status);

function declared({ config }: ListedRoute): string {
  if (config.public !== undefined) return 'public';
  if (config.session !== undefined) return 'session';
  const access = config.accessOf ? 'read or write' : config.access;
  const role = config.role === undefined ? '' : `, ${config.role}`;
  return `${config.module}: ${access}${role}`;
}
