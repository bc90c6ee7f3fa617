import { Type, type Static } from 'typebox';
import { LANGUAGES } from './code-languages.ts';

const closed = { additionalProperties: false };
const WebAddress = Type.String({ maxLength: 2048, pattern: '^https?://[^\\s"<>]+$' });

/** What a site decides about the playground on its pages. */
export const SiteSettings = Type.Object(
  {
    /** The link that a visitor is shown when the free discoveries are used up. Null: the service's own. */
    cta: Type.Union([
      Type.Object({ label: Type.String({ minLength: 1, maxLength: 40 }), url: WebAddress }, closed),
      Type.Null(),
    ]),
    /** Such as `#0a5c68`. It is shown darker or lighter where it could not be read. Null: the service's own. */
    accent: Type.Union([
      Type.String({ pattern: '^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$' }),
      Type.Null(),
    ]),
    /** Targets that are offered below the field. None: the service's own. */
    examples: Type.Array(
      Type.Object({ label: Type.String({ minLength: 1, maxLength: 40 }), url: WebAddress }, closed),
      { maxItems: 4 },
    ),
    /** Of the Code tab, in this order or not. None: all of them. */
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

/** `PATCH …/sites/{site_id}`: what is left out stays as it is. */
export const ChangeSiteRequest = Type.Partial(SiteSettings, closed);
export type ChangeSiteRequest = Static<typeof ChangeSiteRequest>;
