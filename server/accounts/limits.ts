/** In characters. */
export const PASSWORD_LENGTH_MIN = 10;
/** Hashing a longer one would only cost time. */
export const PASSWORD_LENGTH_MAX = 128;

/** How better-auth is told whose request it is. What a client sends under this name is replaced. */
export const CLIENT_ADDRESS_HEADER = 'x-playground-client-address';
