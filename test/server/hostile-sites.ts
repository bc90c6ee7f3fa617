import { parentPort } from 'node:worker_threads';
import {
  drip,
  flood,
  GOOD,
  gzipBomb,
  HOSTILE_DOCUMENTS,
  HOSTILE_SCRIPTS,
  millionLinks,
} from '../discovery/hostile.ts';
import { startLoopback } from '../discovery/loopback.ts';
import { serveFiles } from '../discovery/sites/files.ts';

// Run as a worker: one site per attack, each hostile in its own way; says where they are.
const scripts = Object.values(HOSTILE_SCRIPTS).map((code) =>
  serveFiles({ '/': `${GOOD}<script src="/bad.js"></script>`, '/bad.js': code }),
);
const documents = Object.values(HOSTILE_DOCUMENTS).map((page) =>
  serveFiles({ '/': GOOD, '/openapi.json': page, '/openapi.yaml': page, '/$metadata': page }),
);
const bodies = [
  serveFiles({ '/': millionLinks() }),
  serveFiles({ '/': gzipBomb() }),
  // Answers every path with 200.
  serveFiles({ '/': GOOD }, GOOD),
  startLoopback(flood),
  startLoopback(drip),
  // Redirects into a private network.
  startLoopback((_request, response) => {
    response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end();
  }),
];
const sites = await Promise.all([...scripts, ...documents, ...bodies]);
parentPort?.postMessage(sites.map(({ origin }) => origin));
