const known = new Map<string, boolean>();
const KNOWN_MAX = 1_000;

/** Names in the regions of the time zone database. A browser may know a city that this machine does not yet. */
const REGION =
  /^(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)(\/[A-Za-z][A-Za-z_+-]{0,31}){1,2}$/;

/** A name that `Intl` knows, a name that looks like one, or `UTC-120` from a browser without names. */
export function isTimeZone(value: unknown): boolean {
  if (typeof value !== 'string' || value.length > 64) return false;
  return REGION.test(value) || /^UTC[+-]\d{1,4}$/.test(value) || isKnown(value);
}

/** Cached, because making a formatter costs tens of microseconds. Bounded, because clients choose the names. */
function isKnown(name: string): boolean {
  const remembered = known.get(name);
  if (remembered !== undefined) return remembered;
  let isValid = true;
  try {
    Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    isValid = false;
  }
  if (known.size < KNOWN_MAX) known.set(name, isValid);
  return isValid;
}
