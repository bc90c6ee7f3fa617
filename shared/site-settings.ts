import { Type, type Static } from 'typebox';
import { LANGUAGES } from './code-languages.ts';

const closed = { additionalProperties: false };
const WebAddress = Type.String({ maxLength: 2048, pattern: '^https?://[^\\s"<>]+$' });

/** What a site decides about the playground on its pages. */
export const SiteSettings = Type.Object(
  {
    /** The link that a visitor sees when the free discoveries are used up. Null: the service's own. */
    cta: Type.Union([
      Type.Object({ label: Type.String({ minLength: 1, maxLength: 40 }), url: WebAddress }, closed),
      Type.Null(),
    ]),
    /** A colour such as `#0a5c68`. Where it could not be read it is made darker or lighter. Null: the service's own. */
    accent: Type.Union([
      Type.String({ pattern: '^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$' }),
      Type.Null(),
    ]),
    /** Targets that are offered below the field. An empty list: the service's own. */
    examples: Type.Array(
      Type.Object({ label: Type.String({ minLength: 1, maxLength: 40 }), url: WebAddress }, closed),
      { maxItems: 4 },
    ),
    /** The languages of the Code tab; their order has no effect. An empty list: all of them. */
    languages: Type.Array(Type.Enum(LANGUAGES), {
      maxItems: LANGUAGES.length,
      uniqueItems: true,
    }),
  },
  closed,
);
export type SiteSettings = Static<typeof SiteSettings>;

export const NO_SITE_SETTINGS: SiteSettings = {
  cta: null,
  accent: null,
  examples: [],
  languages: [],
};

/** The body of `PATCH …/sites/{site_id}`. A member that is left out stays as it is. */
export const ChangeSiteRequest = Type.Partial(SiteSettings, closed);
export type ChangeSiteRequest = Static<typeof ChangeSiteRequest>;
