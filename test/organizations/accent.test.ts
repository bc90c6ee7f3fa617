import { describe, expect, it } from 'vitest';
import { accentColours, contrast, parseHex } from '../../server/organizations/accent.ts';

const COLOURS = ['#000', '#ffffff', '#ffff00', '#ff6600', '#0a5c68', '#113399', '#808080', '#f0f'];
const on = (one: string, other: string) => contrast(parseHex(one), parseHex(other));

describe('the colours that follow from an accent', () => {
  it.each(COLOURS)('can be read on every background of both themes: %s', (hex) => {
    const { light, dark } = accentColours(hex);
    const backgrounds = {
      light: ['#ffffff', '#f5f6f4', '#f2f4f2', '#f0f5f5', light.wash],
      dark: ['#11181b', '#0b1012', '#0d1416', '#162024', dark.wash],
    };
    for (const background of backgrounds.light) {
      expect(on(light.accent, background), background).toBeGreaterThanOrEqual(4.5);
    }
    for (const background of backgrounds.dark) {
      expect(on(dark.accent, background), background).toBeGreaterThanOrEqual(4.5);
    }
    for (const { accent, strong, on: text } of [light, dark]) {
      expect(on(text, accent)).toBeGreaterThanOrEqual(4.5);
      expect(on(text, strong)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('are the accent itself where it can be read, and are said to be adjusted where not', () => {
    expect(accentColours('#0a5c68').light.accent).toBe('#0a5c68');
    expect(accentColours('#ffff00').light.accent).not.toBe('#ffff00');
    expect(accentColours('#ffff00')).toMatchObject({ isAdjusted: true });
  });

  it('has the contrast that WCAG gives for black on white', () => {
    expect(on('#000', '#fff')).toBe(21);
  });
});
