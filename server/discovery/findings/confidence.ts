/** How sure a reader is of what it has read, 0..1. One table, so that readers stay comparable. */
export const CONFIDENCE = {
  /** A description of the API states it: OpenAPI, WSDL, GraphQL introspection. */
  stated: 0.95,
  /** A collection of requests, or a link of a hypermedia answer. */
  collected: 0.9,
  /** The server answered as an endpoint does. */
  verified: 0.9,
  /** A call in code, or an attribute that has no other use. */
  called: 0.8,
  /** A description names the path, but not its methods. */
  pathOnly: 0.75,
  /** A description implies it: what can be read can usually be written. */
  implied: 0.7,
  /** Written documentation shows a path that says itself that it is an API. */
  shown: 0.6,
  /** A form, link or text whose path says itself that it is an API. */
  marked: 0.5,
  /** An attribute that usually holds the address of a call. */
  likely: 0.45,
  /** Named as a path, with nothing that speaks for or against an API. */
  named: 0.4,
  /** May just as well be a page. */
  mentioned: 0.3,
} as const;

/** Below this nothing is shown. */
export const SHOWN_MIN = 0.4;
