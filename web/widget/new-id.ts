/** What is used of `crypto`. Browsers leave `randomUUID` out of pages served by plain http, except on localhost. */
interface Random {
  randomUUID?: () => string;
  getRandomValues: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array;
}

/** A random UUID of version 4 (RFC 9562, section 5.4). */
export function newId(random: Random): string {
  if (random.randomUUID) return random.randomUUID();
  const bytes = random.getRandomValues(new Uint8Array(16));
  // The version, 4, is the upper half of byte 6; the variant, 10, is the upper two bits of byte 8.
  bytes.set([((bytes[6] ?? 0) & 0x0f) | 0x40], 6);
  bytes.set([((bytes[8] ?? 0) & 0x3f) | 0x80], 8);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
