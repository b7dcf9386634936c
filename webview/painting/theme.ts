/**
 * The colors that canvases need, read from VS Code's CSS variables.
 *
 * Text and lines follow the user's theme exactly. The palettes of the heat maps are ours, one pair for each
 * of VS Code's four kinds of themes, because no theme has a scale for numbers.
 */
import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';

import { createPalette, packColor, parseColor } from './palette';
import type { Palette } from './palette';

export type ThemeKind = 'dark' | 'light' | 'highContrastDark' | 'highContrastLight';

export interface Theme {
  readonly kind: ThemeKind;
  readonly background: string;
  readonly foreground: string;
  readonly dim: string;
  readonly line: string;
  readonly accent: string;
  readonly warning: string;
  readonly error: string;
  readonly font: string;
  /** Colors for lines that stand side by side in a chart. */
  readonly series: readonly string[];
  readonly diverging: Palette;
  readonly sequential: Palette;
  readonly notFinitePacked: number;
}

/** NaN and infinities: a color that no palette contains. */
export const notFiniteColor = '#ff00ff';

const diverging: Record<ThemeKind, readonly string[]> = {
  dark: ['#9bd1ff', '#3d94e6', '#1f4f86', '#26282c', '#8a3328', '#e2604a', '#ffb199'],
  light: ['#08306b', '#2b74b8', '#9cc5e6', '#f4f4f4', '#f3b29b', '#cf4a35', '#7a0f12'],
  highContrastDark: ['#c4e6ff', '#3fa9ff', '#0b4f9c', '#000000', '#9c3a00', '#ff7a29', '#ffd9bd'],
  highContrastLight: ['#021f4a', '#0f5db0', '#8fc0ea', '#ffffff', '#f3a98e', '#b5200d', '#4f0500'],
};

const sequential: Record<ThemeKind, readonly string[]> = {
  dark: ['#20242e', '#26426a', '#3f6f86', '#7b9a7c', '#c7bd6b', '#fbe88f'],
  light: ['#f7f5ec', '#e4d99a', '#a9b382', '#5c8a8a', '#2c5580', '#10234f'],
  highContrastDark: ['#000000', '#153a6b', '#2f7496', '#6fae86', '#dcd05f', '#fff6b0'],
  highContrastLight: ['#ffffff', '#eadf8f', '#9fb070', '#3f8080', '#154a7a', '#03133a'],
};

/** The present theme and every later one; follows the class that VS Code puts on `body`. */
export function watchTheme(body: HTMLElement): ReadonlySignal<Theme> {
  const theme = signal(readTheme(body));
  const observer = new MutationObserver(() => {
    theme.value = readTheme(body);
  });
  // VS Code changes the variables on <html> and the kind on <body>, one after the other.
  observer.observe(body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
  observer.observe(body.ownerDocument.documentElement, {
    attributes: true,
    attributeFilter: ['style'],
  });
  return theme;
}

function readTheme(body: HTMLElement): Theme {
  const style = getComputedStyle(body);
  const color = (name: string, fallback: string): string =>
    style.getPropertyValue(`--vscode-${name}`).trim() || fallback;
  const kind = kindOf(body);
  const foreground = color('foreground', style.color);
  return {
    kind,
    background: color('editor-background', 'transparent'),
    foreground,
    dim: color('descriptionForeground', foreground),
    line:
      color('contrastBorder', '') ||
      color('widget-border', '') ||
      color('panel-border', foreground),
    accent: color('charts-blue', foreground),
    warning: color('charts-yellow', foreground),
    error: color('charts-red', foreground),
    font: color('font-family', 'sans-serif'),
    series: ['red', 'yellow', 'green', 'blue', 'purple', 'orange'].map((name) =>
      color(`charts-${name}`, foreground),
    ),
    diverging: createPalette(diverging[kind]),
    sequential: createPalette(sequential[kind]),
    notFinitePacked: packColor(parseColor(notFiniteColor)),
  };
}

function kindOf({ classList }: HTMLElement): ThemeKind {
  if (classList.contains('vscode-high-contrast-light')) return 'highContrastLight';
  if (classList.contains('vscode-high-contrast')) return 'highContrastDark';
  return classList.contains('vscode-light') ? 'light' : 'dark';
}
