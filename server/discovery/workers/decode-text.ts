/** Decodes bytes in the charset of the content type or of the byte order mark, else as UTF-8. */
export function decodeText(body: Uint8Array, contentType: string): string {
  const named = /charset\s*=\s*"?([\w-]+)/i.exec(contentType)?.[1];
  const marked =
    body[0] === 0xff && body[1] === 0xfe
      ? 'utf-16le'
      : body[0] === 0xfe && body[1] === 0xff
        ? 'utf-16be'
        : undefined;
  try {
    return new TextDecoder(marked ?? named ?? 'utf-8').decode(body);
  } catch {
    return new TextDecoder().decode(body); // a charset that does not exist
  }
}
