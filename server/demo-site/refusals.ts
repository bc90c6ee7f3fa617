import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { DEMO_ENDPOINTS } from './endpoints.ts';
import { refusalPage } from './pages/shop-pages.ts';

type Failure = Pick<FastifyError, 'message' | 'code' | 'statusCode'>;

/** Answers errors of the API as `{ error: { code, message } }`. An internal error reveals nothing of its cause. */
export function refuseInJson(
  failure: Failure,
  _request: FastifyRequest,
  reply: FastifyReply,
): void {
  const status = failure.statusCode ?? 500;
  const error =
    status < 500 || failure.code === 'too_many_streams'
      ? { code: failure.code.toLowerCase(), message: failure.message }
      : { code: 'fault', message: 'Something broke on our side.' };
  reply.code(status).send({ error });
}

/** The same as a page. The error's own message is not shown, because it may repeat what the visitor sent. */
export function refuseInHtml(
  failure: Failure,
  _request: FastifyRequest,
  reply: FastifyReply,
): void {
  const status = failure.statusCode ?? 500;
  const [title, sentence] =
    status === 404
      ? ['Lost at sea', 'There is nothing at this address, or not any more.']
      : status < 500
        ? ['That does not look right', 'We could not read what your browser sent.']
        : ['Man overboard', 'Something broke on our side.'];
  reply.code(status).type('text/html; charset=utf-8').send(refusalPage(title, sentence));
}

/** Answers 405 with `Allow` where only the method is wrong, else the 404 page. */
export function refuseUnknown(request: FastifyRequest, reply: FastifyReply): void {
  const path = request.url.split('?', 1)[0] ?? '';
  const allowed = DEMO_ENDPOINTS.filter((endpoint) => matches(endpoint.path, path));
  if (allowed.length === 0) {
    refuseInHtml({ statusCode: 404, code: 'not_found', message: '' }, request, reply);
    return;
  }
  reply.header('allow', allowed.map(({ method }) => method).join(', '));
  const message = `This address does not answer ${request.method}.`;
  refuseInJson({ statusCode: 405, code: 'method_not_allowed', message }, request, reply);
}

function matches(template: string, path: string): boolean {
  const expected = template.split('/');
  const actual = path.split('/');
  return (
    expected.length === actual.length &&
    expected.every((segment, index) => segment.startsWith('{') || segment === actual[index])
  );
}
