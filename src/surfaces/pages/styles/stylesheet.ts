import { sha256Hex } from '../../../kernel/secret.js';
import { BASE_STYLES } from './base.styles.js';
import { CARD_STYLES } from './card.styles.js';
import { CONSENT_STYLES } from './consent.styles.js';
import { DOCUMENT_STYLES } from './document.styles.js';
import { TOKEN_STYLES } from './tokens.styles.js';

/** The one style sheet of all pages. */
export const STYLESHEET = [
  TOKEN_STYLES,
  BASE_STYLES,
  CARD_STYLES,
  CONSENT_STYLES,
  DOCUMENT_STYLES,
].join('');

/** Changes with the content, so that a browser may keep what it has for as long as it likes. */
export const STYLESHEET_VERSION = sha256Hex(STYLESHEET).slice(0, 12);

export const STYLESHEET_HREF = `/pages/ostiary.css?v=${STYLESHEET_VERSION}`;
