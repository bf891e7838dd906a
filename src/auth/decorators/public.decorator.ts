export { PublicRoute as Public } from '../../platform/http/index.js';
