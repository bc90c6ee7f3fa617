import { json, type Page } from './sites/site.ts';

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
