import {
  createTheme,
  type CSSVariablesResolver,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';

/** The green of the server's own pages (`src/surfaces/pages/styles/tokens.styles.ts`). */
const brand: MantineColorsTuple = [
  '#e9f5f2',
  '#d2e8e2',
  '#a3d2c6',
  '#8ad3c0',
  '#4ea392',
  '#2b8573',
  '#17705e',
  '#0d5b4c',
  '#0a4d40',
  '#08463a',
];

/** The colours of danger, caution and success there; the shades for text hold WCAG 2.2 AA on the ground. */
const red: MantineColorsTuple = [
  '#fcedeb',
  '#f7d5d1',
  '#efaca5',
  '#ffb4ab',
  '#d9645a',
  '#c4473d',
  '#ad2f25',
  '#9c2118',
  '#85170f',
  '#6c0f08',
];
const orange: MantineColorsTuple = [
  '#fcf2de',
  '#f8e3b8',
  '#f4d690',
  '#f1c97c',
  '#d59a3c',
  '#b67a1c',
  '#925b08',
  '#744600',
  '#5e3800',
  '#472a00',
];
const green: MantineColorsTuple = [
  '#e7f5eb',
  '#cdead6',
  '#a3d6b3',
  '#86d49d',
  '#4da56a',
  '#2f8a4e',
  '#20763e',
  '#176332',
  '#0f5027',
  '#093d1c',
];

/** What is written on a filled ground: Mantine asks for the light scheme's shade in the dark one too. */
const ON_FILLED = 'var(--ostiary-on-filled)';

const colorsOf: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  const isWhole = input.color === undefined || input.color in input.theme.colors;
  return input.variant === 'filled' && isWhole ? { ...colors, color: ON_FILLED } : colors;
};

export const theme = createTheme({
  colors: { brand, red, orange, green },
  primaryColor: 'brand',
  primaryShade: { light: 7, dark: 3 },
  autoContrast: true,
  respectReducedMotion: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
  variantColorResolver: colorsOf,
  components: {
    Checkbox: { defaultProps: { iconColor: ON_FILLED } },
    Radio: { defaultProps: { iconColor: ON_FILLED } },
    // A menu may hold its items only; the first of them takes the focus.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
  },
  fontFamily:
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif",
  fontFamilyMonospace:
    "ui-monospace, 'SF Mono', 'Cascadia Code', Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC', monospace",
  headings: { fontWeight: '650' },
});

/** Ground and secondary text of the server's pages; both pairs hold WCAG 2.2 AA. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-dimmed': '#575e5a',
    '--mantine-color-error': '#9c2118',
    '--mantine-color-placeholder': '#6d746f',
    '--ostiary-ground': '#f4f3ef',
    '--ostiary-on-filled': '#ffffff',
  },
  dark: {
    '--mantine-color-body': '#1b1e1c',
    '--mantine-color-dimmed': '#a5aca8',
    '--mantine-color-error': '#ffb4ab',
    '--mantine-color-placeholder': '#969d99',
    '--ostiary-ground': '#121413',
    '--ostiary-on-filled': '#121413',
  },
});
