/** The fewest characters of a password. */
export const PASSWORD_LENGTH_MIN = 10;
/** The most characters of a password. A longer one takes longer to hash and is no safer. */
export const PASSWORD_LENGTH_MAX = 128;

/** The header that tells better-auth the client's address. A value that the client sent is replaced. */
export const CLIENT_ADDRESS_HEADER = 'x-playground-client-address';
