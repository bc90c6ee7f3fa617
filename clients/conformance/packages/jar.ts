import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PackageInput } from './package-check.ts';
import { runCommand } from '../run-command.ts';
import { tryCodeTab, tryOnService } from './code-tab.ts';
import { joinJava, readSnippets } from './snippets.ts';

const JACKSON = ['core', 'annotations', 'databind'].map(
  (name) => `/usr/share/java/jackson-${name}.jar`,
);

/** The jar was made when the client was built; it and Jackson are all that the page's code has. */
export async function checkJar({ source, folder, siteUrl, environment }: PackageInput) {
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
  const run = (program: string, variables: Readonly<Record<string, string>>) => {
    writeFileSync(join(folder, 'Discover.java'), program);
    const command = ['/usr/bin/java', '-cp', ['kloakd.jar', ...JACKSON].join(':'), 'Discover.java'];
    return runCommand(command, { folder, environment: variables });
  };
  await tryCodeTab('java', run);
  await tryOnService('java', run, { environment, siteUrl });
}
