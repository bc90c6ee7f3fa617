/**
 * How sure a candidate is, from 0 to 1, by how it was read. Listings show 0.4 and more by default; a candidate of 0.35
 * is kept, in case another source confirms it.
 */
export const CONFIDENCE = {
  /** A function of the platform or of a known library, which does nothing but make requests. */
  requestFunction: 0.8,
  /** A method of what is known to be a client. */
  clientMethod: 0.75,
  /** A request that is declared for a library to make, or named by a procedure or service. */
  declared: 0.7,
  /** At most this for what is found through a function of the application. */
  throughWrapper: 0.7,
  /** A call or object that has the shape of a request, with a method that is written out. */
  shape: 0.65,
  /** At most this where an unknown part of the address was left out. */
  guessedAddress: 0.65,
  /** A method such as `get` with a path, of an unknown object. */
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
