/** The colours of a scheme. A spec holds every pair that is used together to WCAG 2.2 AA. */
export interface Palette {
  readonly ground: string;
  readonly surface: string;
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  /** Border of inputs and buttons: 3:1 against what is around them. */
  readonly edge: string;
  readonly accent: string;
  readonly accentStrong: string;
  readonly onAccent: string;
  readonly danger: string;
  readonly dangerSoft: string;
  readonly caution: string;
  readonly cautionSoft: string;
  readonly code: string;
}

export const LIGHT: Palette = {
  ground: '#f4f3ef',
  surface: '#ffffff',
  ink: '#1a1d1b',
  muted: '#575e5a',
  line: '#dfddd5',
  edge: '#808782',
  accent: '#0d5b4c',
  accentStrong: '#08463a',
  onAccent: '#ffffff',
  danger: '#9c2118',
  dangerSoft: '#fcedeb',
  caution: '#744600',
  cautionSoft: '#fcf2de',
  code: '#f0efea',
};

export const DARK: Palette = {
  ground: '#121413',
  surface: '#1b1e1c',
  ink: '#eceeec',
  muted: '#a5aca8',
  line: '#313633',
  edge: '#7a827d',
  accent: '#8ad3c0',
  accentStrong: '#a9e4d5',
  onAccent: '#08211a',
  danger: '#ffb4ab',
  dangerSoft: '#3b1e1b',
  caution: '#f1c97c',
  cautionSoft: '#362b15',
  code: '#242826',
};

export const TOKEN_STYLES = `
:root {
  color-scheme: light dark;
  ${declarations(LIGHT)}
  --shadow: 0 1px 2px rgb(26 29 27 / 5%), 0 12px 32px -12px rgb(26 29 27 / 14%);
  --sans: system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'PingFang SC',
    'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif;
  --mono: ui-monospace, 'SF Mono', 'Cascadia Code', Menlo, Consolas, 'DejaVu Sans Mono',
    'Noto Sans Mono CJK SC', monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    ${declarations(DARK)}
    --shadow: 0 1px 2px rgb(0 0 0 / 30%), 0 12px 32px -12px rgb(0 0 0 / 60%);
  }
}
`;

function declarations(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, value]) => `--${name.replace(/[A-Z]/g, '-$&').toLowerCase()}: ${value};`)
    .join('\n  ');
}
