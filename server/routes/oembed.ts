import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { Problem } from '../problem.ts';
import type { ClientInfo } from './client-info.ts';

const WIDTH_PX = 960;
const HEIGHT_PX = 720;
const CACHE_SECONDS = 86_400;
/** The pages whose address oEmbed turns into a playground, and the parameters that it takes over. */
const PATHS: ReadonlySet<string> = new Set(['/', '/embed/v1']);
const PASSED_ON = ['theme', 'lang', 'url', 'view', 'accent', 'site'];

const OembedQuery = Type.Object({
  url: Type.String({ maxLength: 4096 }),
  format: Type.Optional(Type.String()),
  maxwidth: Type.Optional(Type.Integer({ minimum: 1 })),
  maxheight: Type.Optional(Type.Integer({ minimum: 1 })),
});
const Oembed = Type.Object({
  version: Type.Literal('1.0'),
  type: Type.Literal('rich'),
  title: Type.String(),
  provider_name: Type.String(),
  provider_url: Type.String(),
  cache_age: Type.Integer(),
  html: Type.String(),
  width: Type.Integer(),
  height: Type.Integer(),
});

/**
 * oEmbed 1.0 (oembed.com): a program that is given a link to the playground asks here how to show it. The answer gives
 * no permission: only listed sites may frame the playground.
 */
export const oembedRoutes: FastifyPluginAsyncTypebox<{ client: ClientInfo }> = async (
  app,
  { client },
) => {
  app.get(
    '/oembed',
    {
      config: { public: 'how to show a link to the playground' },
      schema: {
        summary: 'How to show a link to the playground (oEmbed 1.0)',
        querystring: OembedQuery,
        response: { 200: Oembed },
      },
    },
    async (request, reply) => {
      const { url, format = 'json', maxwidth = WIDTH_PX, maxheight = HEIGHT_PX } = request.query;
      if (format !== 'json') {
        throw new Problem('invalid_field', 'format must be json: there is no other here.', {
          field: 'format',
        });
      }
      const { baseUrl } = client.linksOf(request);
      const src = embedAddress(url, baseUrl);
      if (src === null) {
        throw new Problem('not_found', 'url is not the address of a playground on this server.');
      }
      const width = Math.min(maxwidth, WIDTH_PX);
      const height = Math.min(maxheight, HEIGHT_PX);
      void reply.header('cache-control', `public, max-age=${CACHE_SECONDS}`);
      return {
        version: '1.0' as const,
        type: 'rich' as const,
        title: 'KLOAKD Playground',
        provider_name: 'KLOAKD',
        provider_url: `${baseUrl}/`,
        cache_age: CACHE_SECONDS,
        html: frameHtml(src, width, height),
        width,
        height,
      };
    },
  );
};

function embedAddress(text: string, baseUrl: string): string | null {
  const url = URL.parse(text, baseUrl);
  if (url === null || url.origin !== new URL(baseUrl).origin || !PATHS.has(url.pathname))
    return null;
  const query = new URLSearchParams();
  for (const name of PASSED_ON) {
    const value = url.searchParams.get(name);
    if (value !== null) query.set(name, value);
  }
  return `${baseUrl}/embed/v1${query.size > 0 ? `?${query}` : ''}`;
}

// `URLSearchParams` has encoded every character that could end the attribute but `&`.
function frameHtml(src: string, width: number, height: number): string {
  return (
    `<iframe src="${src.replaceAll('&', '&amp;')}" title="KLOAKD Playground" width="${width}" height="${height}" ` +
    'loading="lazy" referrerpolicy="strict-origin" allow="clipboard-write" style="border:0"></iframe>'
  );
}
