export { LastUsed, type WriteLastUsed } from './last-used.js';
