import { LIGHT } from './styles/tokens.styles.js';

/** The mark as a file of its own, for the tab of the browser. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect fill="${LIGHT.accent}" x="1" y="1" width="30" height="30" rx="8"/>
<path fill="#fff" d="M8.5 25V14.5a7.5 7.5 0 0 1 15 0V25z"/>
<path fill="${LIGHT.accent}" d="M16 12.5a2.5 2.5 0 0 1 1.3 4.64L18.25 21h-4.5l.95-3.86A2.5 2.5 0 0 1 16 12.5z"/>
</svg>
`;
