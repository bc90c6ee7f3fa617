import Fastify from 'fastify';

/** The baseline: Fastify with one route and nothing else. Prints its port. */
const app = Fastify();
app.get('/', async () => ({ status: 'ok' }));
process.stdout.write(`${new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port}\n`);
