export { AccountModule } from './account.module.js';
export { ACCOUNT_SCOPES } from './account-scopes.js';
