import { LIGHT } from './styles/tokens.styles.js';

/** The mark as a file of its own, for the tab of the browser. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<path fill="${LIGHT.accent}" d="M6 28V14a10 10 0 0 1 20 0v14z"/>
<circle fill="#fff" cx="16" cy="16" r="3"/>
<path fill="#fff" d="M14.9 17.5h2.2l1 5.5h-4.2z"/>
<path fill="none" stroke="${LIGHT.accent}" stroke-width="2.5" stroke-linecap="round" d="M3 28.75h26"/>
</svg>
`;
