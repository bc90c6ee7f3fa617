/**
 * How sure a reader is of what it has read, 0..1. Documents and scripts share one table, so that they can be compared.
 */
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
  /** Documentation for people shows a call whose path has an API marker. */
  shown: 0.6,
  /** A form, link or text whose path has an API marker. */
  marked: 0.5,
  /** An attribute that usually holds the address of a call. */
  likely: 0.45,
  /** A path without any sign for or against an API. */
  named: 0.4,
  /** May just as well be a page. */
  mentioned: 0.3,

  // For scripts. Candidates of 0.3 and 0.35 are kept although they are not shown, since another source may confirm
  // them.

  /** A function of the platform or of a known library, which does nothing but make requests. */
  requestFunction: 0.8,
  /** A method of what is known to be a client. */
  clientMethod: 0.75,
  /** A request that a library makes from a declaration, or that a procedure or service stands for. */
  declared: 0.7,
  /** At most this for what is found through a function of the application. */
  throughWrapper: 0.7,
  /** A call or object that has the shape of a request, with a method that is written out. */
  shape: 0.65,
  /** At most this where an unknown part of the address was left out. */
  guessedAddress: 0.65,
  /** A method such as `get` of an unknown object, called with a path. */
  methodOfUnknown: 0.6,
  /** A write that a declared resource allows, whether or not the application makes it. */
  impliedWrite: 0.6,
  /** A string with a segment that only APIs have. */
  markedString: 0.5,
  downloadLink: 0.5,
  /** A string beside many calls under the same first segment. */
  stringBesideCalls: 0.45,
  /** An object with an address, but no method. */
  objectWithoutMethod: 0.45,
  /** An address that may be only a base address. */
  perhapsOnlyBase: 0.35,
  /** Any other path in a string. */
  string: 0.3,
} as const;

/** Below this nothing is shown. */
export const SHOWN_MIN = 0.4;
