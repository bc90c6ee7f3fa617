/** What every code template is made from. */
export interface CodeInput {
  /** Origin of the service, such as `https://play.example`. */
  baseUrl: string;
  organizationId: string;
  /** `null`: the code reads KLOAKD_API_KEY and KLOAKD_ORG_ID from the environment. */
  apiKey: string | null;
  /** The target as the visitor typed it. Untrusted: it must be quoted. */
  url: string;
}

/** How many endpoints the code asks for at a time. */
export const PAGE_SIZE = 100;
