const BROWSERS: readonly [pattern: RegExp, name: string][] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: readonly [pattern: RegExp, name: string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
];

/** A name such as `Firefox, Linux`, by which people know their own browsers; empty where it is unknown. */
export function browserName(userAgent: string): string {
  return [BROWSERS, SYSTEMS]
    .flatMap((list) => list.find(([pattern]) => pattern.test(userAgent))?.[1] ?? [])
    .join(', ');
}
