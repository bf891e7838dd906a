import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

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

export const theme = createTheme({
  colors: { brand },
  primaryColor: 'brand',
  primaryShade: { light: 7, dark: 3 },
  autoContrast: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
  components: {
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
    '--ostiary-ground': '#f4f3ef',
  },
  dark: {
    '--mantine-color-body': '#1b1e1c',
    '--mantine-color-dimmed': '#a5aca8',
    '--ostiary-ground': '#121413',
  },
});
