/** Lists of the service's error codes, one for each language, so that programs need not spell them. */
export interface CodeList {
  /** Below clients/. */
  path: string;
  render(codes: readonly string[]): string;
}

const WRITTEN = 'Written by npm run client-codes from the service’s table of errors.';

const pascal = (code: string): string =>
  code.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());

export const CODE_LISTS: Readonly<Record<string, CodeList>> = {
  typescript: {
    path: 'typescript/src/codes.ts',
    render: (codes) =>
      `/** Every \`code\` that the service had when this version was made. ${WRITTEN} */\n` +
      `export type ErrorCode =\n${codes.map((code) => `  | '${code}'`).join('\n')};\n`,
  },
  python: {
    path: 'python/src/kloakd/_codes.py',
    render: (codes) =>
      `"""${WRITTEN}"""\n\nfrom typing import Final\n\n\nclass ErrorCode:\n` +
      `    """Every \`\`code\`\` that the service had when this version was made."""\n\n` +
      codes.map((code) => `    ${code.toUpperCase()}: Final = "${code}"\n`).join(''),
  },
  go: {
    path: 'go/codes.go',
    render: (codes) => {
      const width = Math.max(...codes.map((code) => pascal(code).length));
      const lines = codes.map((code) => `\tCode${pascal(code).padEnd(width)} = "${code}"\n`);
      return `package kloakd\n\n// Every code that the service had when this version was made.\n// ${WRITTEN}\nconst (\n${lines.join('')})\n`;
    },
  },
  java: {
    path: 'java/src/main/java/dev/kloakd/errors/ErrorCodes.java',
    render: (codes) =>
      `package dev.kloakd.errors;\n\n/** Every code that the service had when this version was made. ${WRITTEN} */\n` +
      `public final class ErrorCodes {\n` +
      codes.map((c) => `  public static final String ${c.toUpperCase()} = "${c}";\n`).join('') +
      `\n  private ErrorCodes() {}\n}\n`,
  },
};
