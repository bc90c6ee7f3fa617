/** Attributes that may change while the playground is shown. */
export const CHANGEABLE = ['theme', 'lang', 'url', 'view', 'accent', 'height', 'label'] as const;

/**
 * The attributes of the element. Other elements have the same names with `data-` before them. All are optional. `theme`
 * is `auto`, `light` or `dark`; `height` is in CSS pixels. `site` and `loading` are read once.
 */
export type PlaygroundOptions = Partial<
  Record<(typeof CHANGEABLE)[number] | 'site' | 'loading', string | undefined>
>;
