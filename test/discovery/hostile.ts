import { constants, deflateRawSync } from 'node:zlib';
import type { Handler } from './loopback.ts';
import { json, type Page } from './sites/files.ts';

/** A script with an endpoint, beside which the hostile ones stand. */
export const GOOD = '<script>fetch("/api/good")</script>';

/** A hostile script or document beside a good script: the good one's endpoint must still be found. */
export const HOSTILE_SCRIPTS: Record<string, string> = {
  'brackets a million deep': `x=${'['.repeat(1_000_000)}`,
  'parentheses a million deep': `x=${'('.repeat(1_000_000)}1${')'.repeat(1_000_000)}`,
  'arrow functions nested without end': `x=${'a=>'.repeat(300_000)}1`,
  'a sum of a million strings': `x=${'"a"+'.repeat(1_000_000)}"b"`,
  'templates in templates': `x=${'`${'.repeat(200_000)}1${'}`'.repeat(200_000)}`,
  'constants that double each other': `var a0="/api/aaaa";${Array.from({ length: 60 }, (_, i) => `var a${i + 1}=a${i}+a${i};`).join('')}fetch(a60)`,
  'functions that call each other': `${Array.from({ length: 40 }, (_, i) => `function f${i}(p){return f${(i + 1) % 40}(p+"/x")+f${(i + 7) % 40}(p)}`).join('\n')};fetch(f0("/api"))`,
  'half a million calls': 'fetch("/api/"+x);'.repeat(500_000),
};

export const HOSTILE_DOCUMENTS: Record<string, Page> = {
  'JSON a million deep': {
    type: 'application/json',
    body: '{"openapi":"3.0.0","paths":'.concat('{"a":'.repeat(1_000_000)),
  },
  'YAML aliases that multiply': {
    type: 'application/yaml',
    body: `openapi: 3.0.0\na0: &a0 [x,x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(',')}]`).join('\n')}\npaths: *a12\n`,
  },
  'XML entities that multiply': {
    type: 'application/xml',
    body: `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a0 "lol">${Array.from({ length: 12 }, (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`).join('')}]><definitions xmlns="http://schemas.xmlsoap.org/wsdl/">&a12;</definitions>`,
  },
  'an external entity': {
    type: 'application/xml',
    body: '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><definitions xmlns="http://schemas.xmlsoap.org/wsdl/">&x;</definitions>',
  },
  'references in circles': json({
    openapi: '3.0.0',
    paths: { '/a': { $ref: '#/paths/~1b' }, '/b': { $ref: '#/paths/~1a' } },
  }),
  'a reference to another host': json({
    openapi: '3.0.0',
    paths: { '/a': { $ref: 'http://169.254.169.254/latest' } },
  }),
};

export const millionLinks = (): string =>
  GOOD + Array.from({ length: 1_000_000 }, (_, index) => `<a href=/${index}>x</a>`).join('');

const BOMB_BLOCK_BYTES = 64 * 1024 * 1024;
const GZIP_HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);

/** Ten gibibytes of links in ten megabytes: one compressed block, again and again. */
export function gzipBomb(): Page {
  const block = deflateRawSync(Buffer.alloc(BOMB_BLOCK_BYTES, '<a href=/x>'), {
    finishFlush: constants.Z_FULL_FLUSH,
  });
  const blocks = Array.from({ length: (10 * 1024 ** 3) / BOMB_BLOCK_BYTES }, () => block);
  return {
    type: 'text/html',
    body: Buffer.concat([GZIP_HEADER, ...blocks]),
    headers: { 'content-encoding': 'gzip' },
  };
}

/** One byte at a time, without end. */
export const drip: Handler = (_request, response) => {
  response.setHeader('content-type', 'text/html').write(GOOD);
  const timer = setInterval(() => response.write(' '), 50);
  response.on('close', () => clearInterval(timer));
};

/** Without end, as fast as it is read. */
export const flood: Handler = (_request, response) => {
  const chunk = 'x'.repeat(65_536);
  const pump = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.setHeader('content-type', 'text/html').on('drain', pump);
  pump();
};
