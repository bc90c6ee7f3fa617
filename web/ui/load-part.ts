/** A chunk could not be loaded although the browser is online. Most likely a newer build has replaced it. */
export class PartMissing extends Error {
  override readonly name = 'PartMissing';
}

/** Loads a chunk. @throws PartMissing where it cannot be loaded */
export async function loadPart<Part>(load: () => Promise<Part>): Promise<Part> {
  try {
    return await load();
  } catch (cause) {
    throw new PartMissing('A part of the page could not be loaded.', { cause });
  }
}
