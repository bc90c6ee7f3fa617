import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Drift } from './operations.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CLIENT = `${ROOT}clients/typescript/dist/index.js`;

/**
 * Compares the TypeScript client's types with the answers of the service: that client hands answers on as they come,
 * so a field that it does not know is seen in its types alone.
 * @returns what the compiler says; empty where the types have every field and no other required one
 */
export function findDriftOfTypes(operations: readonly Drift[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'client-types-'));
  try {
    writeFileSync(join(folder, 'types.mts'), sourceOf(operations));
    const options = ['--noEmit', '--strict', '--skipLibCheck', '--exactOptionalPropertyTypes'];
    const target = ['--target', 'es2022', '--module', 'nodenext', '--types', ''];
    const command = [...options, ...target, 'types.mts'];
    const { stdout } = spawnSync(`${ROOT}node_modules/.bin/tsc`, command, {
      cwd: folder,
      encoding: 'utf8',
    });
    return stdout.split('\n').filter((line) => line.includes('error'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One object literal for each operation: the compiler refuses fields that its type does not name. */
function sourceOf(operations: readonly Drift[]): string {
  const typed = operations.filter(({ operation, response }) => operation && response !== undefined);
  return [
    `import type { Kloakd } from ${JSON.stringify(CLIENT)};`,
    ...typed.map(({ operation, response }, index) => {
      const type = `Awaited<ReturnType<Kloakd${memberOf(operation)}>>`;
      return `export const answer${index}: ${type} = ${JSON.stringify(valueOf(operation, response))};`;
    }),
    '',
  ].join('\n');
}

/** `sessions.set_job` is `['skanyr']['sessions']['setJob']`. */
function memberOf(operation: string): string {
  if (operation === 'key') return "['key']";
  const names = operation
    .split('.')
    .map((name) => name.replace(/_(\w)/g, (_, x: string) => x.toUpperCase()));
  return ['skanyr', ...names].map((name) => `['${name}']`).join('');
}

const valueOf = (operation: string, response: unknown): unknown =>
  operation === 'events' ? (response as { events: unknown }).events : response;
