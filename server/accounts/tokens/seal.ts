import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import type { Random } from '../../identifiers/random.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts small secrets at rest, so that a stolen database or backup cannot sign tokens. */
export interface Seal {
  /** @param name what the secret belongs to. It can be opened under this name only */
  close(name: string, secret: Buffer): Buffer;
  /** @returns null where it was sealed under another secret or name, or was changed */
  open(name: string, sealed: Buffer): Buffer | null;
}

/** AES-256-GCM (NIST SP 800-38D) under a key that HKDF (RFC 5869) derives from the secret for this purpose alone. */
export function createSeal(secret: string, random: Pick<Random, 'bytes'>): Seal {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'signing keys of tokens', 32));
  return {
    close(name, plain) {
      const nonce = random.bytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name));
      const text = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]);
    },
    open(name, sealed) {
      const nonce = sealed.subarray(0, NONCE_BYTES);
      const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name));
        decipher.setAuthTag(tag);
        const text = sealed.subarray(NONCE_BYTES + TAG_BYTES);
        return Buffer.concat([decipher.update(text), decipher.final()]);
      } catch {
        return null;
      }
    },
  };
}
