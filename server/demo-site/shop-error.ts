/** An error that the shop explains to its client: `{ error: { code, message } }` with this status. */
export class ShopError extends Error {
  readonly statusCode: number;
  readonly code: string;

  constructor(statusCode: number, code: string, message: string) {
    super(message);
    this.statusCode = statusCode;
    this.code = code;
  }
}

/** A 404 of the API: the route exists, but not the resource. */
export function unknownThing(kind: string): ShopError {
  return new ShopError(404, `unknown_${kind}`, `There is no such ${kind}.`);
}
