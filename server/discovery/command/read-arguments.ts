import { parseArgs } from 'node:util';

export const USAGE = `usage: npm run discover -- URL [options]

Finds the HTTP APIs that a site's public pages, scripts and documents reveal.

  --json                        print JSON instead of a table
  --openapi                     print an OpenAPI 3.1 document instead of a table
  --max-requests N              1 to 200 requests; 200 by default
  --allow-private ADDRESS[:PORT]
                                reach this private address or CIDR; may be given more than once
  --help                        print this text

Exit codes: 0 completed, 1 the site was refused or not reached, 2 wrong arguments, 130 cancelled.`;

export type Format = 'table' | 'json' | 'openapi';

export interface Arguments {
  url: string;
  format: Format;
  requestsMax: number;
  /** Separated by commas. */
  allowPrivate: string;
}

/** Arguments that cannot be read; the message says which and what to write. */
export class UsageError extends Error {}

/** @throws UsageError */
export function readArguments(args: string[]): Arguments | 'help' {
  const { values, positionals } = parse(args);
  if (values.help) return 'help';
  const [url] = positionals;
  if (url === undefined) throw new UsageError('the URL is missing, such as https://example.com');
  if (positionals.length > 1) throw new UsageError('give one URL only');
  if (values.json && values.openapi) throw new UsageError('give --json or --openapi, not both');
  return {
    url,
    format: values.json ? 'json' : values.openapi ? 'openapi' : 'table',
    requestsMax: requestsMaxOf(values['max-requests'] ?? '200'),
    allowPrivate: (values['allow-private'] ?? []).join(','),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        openapi: { type: 'boolean' },
        'max-requests': { type: 'string' },
        'allow-private': { type: 'string', multiple: true },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function requestsMaxOf(text: string): number {
  const number = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= 200) return number;
  throw new UsageError(`--max-requests is "${text}": write a whole number from 1 to 200`);
}
