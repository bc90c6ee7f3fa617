import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PackageInput } from './package-check.ts';
import { runCommand } from '../run-command.ts';
import { tryCodeTab, tryOnService } from './code-tab.ts';

/** The module by its path from a program outside of it. Its page's code is run by its own tests. */
export async function checkGoModule({ source, folder, siteUrl, environment }: PackageInput) {
  const module = 'github.com/kloakd/kloakd-go';
  const lines = ['module example', 'go 1.19', `require ${module} v0.0.0`];
  writeFileSync(
    join(folder, 'go.mod'),
    [...lines, `replace ${module} => ${source}`, ''].join('\n'),
  );
  const run = (program: string, variables: Readonly<Record<string, string>>) => {
    writeFileSync(join(folder, 'main.go'), program);
    return runCommand(['go', 'run', '.'], { folder, environment: variables });
  };
  await tryCodeTab('go', run);
  await tryOnService('go', run, { environment, siteUrl });
}
