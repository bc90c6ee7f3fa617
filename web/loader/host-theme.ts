export type Theme = 'light' | 'dark';

const ATTRIBUTES = ['data-theme', 'data-color-mode', 'data-md-color-scheme', 'class'];
// Names that documentation generators give their themes: Material's dark one is `slate`, its light one `default`.
const NAME = / (theme-)?((dark|slate)|light|default)(-mode|-theme)? /;

const pageRoots = () => [document.documentElement, document.body];
const preference = () => matchMedia('(prefers-color-scheme: dark)');

/**
 * The theme to show: the wanted one, or the one that the page names, or that of its `color-scheme`. Browsers draw a page
 * without `color-scheme` light, even for a visitor who prefers dark.
 * @param wanted `light` or `dark`; with anything else, such as `auto`, the page decides
 */
export function resolveTheme(wanted: string | undefined): Theme {
  const words = pageRoots().flatMap((root) => ATTRIBUTES.map((name) => root.getAttribute(name)));
  const named = NAME.exec(` ${[wanted, ...words].join(' ')} `);
  // The scheme may be `light dark`: then the visitor's preference decides.
  const dark = preference().matches ? /dark/ : /^dark/;
  const isDark = named ? named[3] : dark.test(getComputedStyle(document.body).colorScheme);
  return isDark ? 'dark' : 'light';
}

/** Calls `onChange` whenever the theme of the page may have changed, until the signal. */
export function watchTheme(onChange: () => void, signal: AbortSignal): void {
  const observer = new MutationObserver(onChange);
  for (const root of pageRoots()) observer.observe(root, { attributeFilter: ATTRIBUTES });
  preference().addEventListener('change', onChange, { signal });
  signal.addEventListener('abort', () => observer.disconnect());
}
