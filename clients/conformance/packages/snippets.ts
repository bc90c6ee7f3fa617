import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The blocks of code of a client's page, in order, with the address of its examples replaced by a real site's. */
export function readSnippets(folder: string, fence: string, siteUrl: string): string[] {
  const page = readFileSync(join(folder, 'README.md'), 'utf8');
  const blocks = [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter(([, language]) => language === fence)
    .map(([, , code = '']) => code.replaceAll('https://shop.example.com/', siteUrl));
  if (blocks.length === 0) throw new Error(`${folder}/README.md has no block of ${fence}.`);
  return blocks;
}

/** One TypeScript program of all blocks: what the first one declares, the others use. */
export function joinTypeScript([first = '', ...others]: readonly string[]): string {
  const imports: string[] = [];
  const withoutImports = (code: string) =>
    code.replace(/^import .*\n/gm, (line) => {
      imports.push(line);
      return '';
    });
  const bodies = others.map((code) => `{\n${withoutImports(code)}}\n`);
  return [first, ...bodies].join('').replace(/^/, imports.join(''));
}

/** What the Java page says that its code imports. */
const JAVA_IMPORTS = `import dev.kloakd.*;
import dev.kloakd.errors.*;
import dev.kloakd.models.*;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.*;
`;

/** One Java program of all blocks, each with the client that the page speaks of. */
export function joinJava(blocks: readonly string[]): string {
  const body = blocks.map((code) => `{\n${code}}\n`).join('');
  const main = `public static void main(String[] arguments) throws Exception {\nKloakd client = Kloakd.builder().build();\n${body}}\n`;
  return `${JAVA_IMPORTS}public class Page {\n${main}}\n`;
}
