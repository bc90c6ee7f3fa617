/** The colours of one theme that follow from a site's accent. Each is `#rrggbb`. */
interface AccentColours {
  accent: string;
  /** The accent of a control under the pointer. */
  strong: string;
  /** Text on the accent. */
  on: string;
  /** A faint background. */
  wash: string;
}

interface Accent {
  light: AccentColours;
  dark: AccentColours;
  /** Whether the colour had to be made darker or lighter for at least one theme. */
  isAdjusted: boolean;
}

type Rgb = readonly [number, number, number];

// WCAG 2.2, success criterion 1.4.3: text of normal size.
const CONTRAST_MIN = 4.5;
const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];
/** The accent's backgrounds in each theme: the panel, and the one with the least contrast (`web/ui/tokens.css`). */
const THEMES = {
  light: { panel: WHITE, hardest: [240, 245, 245], towards: BLACK },
  dark: { panel: [17, 24, 27], hardest: [22, 32, 36], towards: WHITE },
} as const;

/**
 * The widget's accent colours from one that a site has chosen. Where it contrasts too little with a theme's
 * backgrounds, it is mixed with black or white until it does.
 * @param hex `#rgb` or `#rrggbb`
 */
export function accentColours(hex: string): Accent {
  const chosen = parseHex(hex);
  const light = coloursOn('light', chosen);
  const dark = coloursOn('dark', chosen);
  const isAdjusted = [light, dark].some(({ accent }) => accent !== toHex(chosen));
  return { light, dark, isAdjusted };
}

/** The accent as a style sheet. It contains only colours that were computed here, so nothing needs escaping. */
export function accentStyles(hex: string): string {
  const { light, dark } = accentColours(hex);
  const pair = (name: keyof AccentColours) => `light-dark(${light[name]}, ${dark[name]})`;
  return `:root {
  --accent: ${pair('accent')};
  --accent-strong: ${pair('strong')};
  --on-accent: ${pair('on')};
  --wash: ${pair('wash')};
}
`;
}

function coloursOn(theme: keyof typeof THEMES, chosen: Rgb): AccentColours {
  const { panel, hardest, towards } = THEMES[theme];
  const wash = (accent: Rgb) => mix(panel, accent, 0.1);
  // The accent is also used for text on its own wash.
  const isReadable = (colour: Rgb) =>
    contrast(colour, hardest) >= CONTRAST_MIN && contrast(colour, wash(colour)) >= CONTRAST_MIN;
  let accent = chosen;
  for (let percent = 1; percent <= 100 && !isReadable(accent); percent += 1) {
    accent = mix(chosen, towards, percent / 100);
  }
  const on = contrast(WHITE, accent) >= contrast(BLACK, accent) ? WHITE : BLACK;
  return {
    accent: toHex(accent),
    strong: toHex(mix(accent, towards, 0.25)),
    on: toHex(on),
    wash: toHex(wash(accent)),
  };
}

/** WCAG 2.2: contrast ratio, 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** WCAG 2.2: relative luminance, 0 to 1. */
function luminance(colour: Rgb): number {
  const [red = 0, green = 0, blue = 0] = colour.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function mix([red, green, blue]: Rgb, other: Rgb, share: number): Rgb {
  const channel = (from: number, to: number) => Math.round(from + (to - from) * share);
  return [channel(red, other[0]), channel(green, other[1]), channel(blue, other[2])];
}

export function parseHex(hex: string): Rgb {
  const digits = hex.slice(1);
  const long = digits.length === 3 ? digits.replaceAll(/./g, '$&$&') : digits;
  const value = Number.parseInt(long, 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

const toHex = (colour: Rgb) =>
  `#${colour.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
