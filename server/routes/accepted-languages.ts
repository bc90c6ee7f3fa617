// Browsers send a few. A longer list is cut, so that a hostile header costs little to sort.
const ENTRIES_MAX = 20;

/** The tags of an `Accept-Language` header, the preferred one first (RFC 9110, section 12.5.4). */
export function acceptedLanguages(header: string): string[] {
  return header
    .split(',', ENTRIES_MAX)
    .map((entry) => {
      const [tag = '', ...parameters] = entry.split(';').map((part) => part.trim());
      const quality = parameters.find((parameter) => /^q=/i.test(parameter));
      return { tag, weight: quality === undefined ? 1 : Number(quality.slice(2)) };
    })
    .filter(({ tag, weight }) => tag !== '' && weight > 0)
    .toSorted((one, other) => other.weight - one.weight)
    .map(({ tag }) => tag);
}
