import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(join(import.meta.dirname, '../../../../components/ui/theme.css'), 'utf8');

/** The colour tokens of the first `:root` block, or of the dark one. */
function tokensOf(theme: 'light' | 'dark'): Map<string, string> {
  const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)');
  const end = dark.indexOf('@media');
  const block = theme === 'light' ? light : dark.slice(0, end);
  const tokens = new Map<string, string>();
  for (const [, name = '', value = ''] of block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g))
    tokens.set(name, value);
  return tokens;
}

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((one, other) => other - one);
  return (light + 0.05) / (dark + 0.05);
}

const plain = ['surface', 'surface-low', 'surface-hover', 'surface-active'];
const soft = ['danger-soft', 'warning-soft', 'info-soft', 'good-soft'];
/** Which text stands on which surface. */
const texts: Record<string, string[]> = {
  text: [...plain, ...soft],
  'text-soft': [...plain, ...soft],
  'accent-text': [...plain, ...soft],
  danger: ['surface', 'danger-soft'],
  warning: ['surface', 'surface-active', 'warning-soft'],
  info: ['surface', 'info-soft'],
  good: ['surface', 'good-soft'],
  'on-accent': ['accent', 'accent-hover'],
  'on-danger': ['danger', 'danger-hover'],
};
const borders: Record<string, string[]> = {
  'line-strong': plain,
  focus: [...plain, ...soft],
  accent: ['surface'],
};

describe.each(['light', 'dark'] as const)('the %s theme', (theme) => {
  const tokens = tokensOf(theme);
  const expectToken = (name: string) => {
    const value = tokens.get(name);
    if (value === undefined) throw new Error(`No colour --${name} in the ${theme} theme.`);
    return value;
  };
  const pairs = (table: Record<string, string[]>) =>
    Object.entries(table).flatMap(([front, backs]) => backs.map((back): [string, string] => [front, back]));

  it.each(pairs(texts))('%s reads on %s at 4.5:1', (front, back) => {
    expect(contrast(expectToken(front), expectToken(back))).toBeGreaterThanOrEqual(4.5);
  });
  it.each(pairs(borders))('%s is seen on %s at 3:1', (front, back) => {
    expect(contrast(expectToken(front), expectToken(back))).toBeGreaterThanOrEqual(3);
  });
});
