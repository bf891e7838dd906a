// Groups of cases that share one server; see shared-world.ts.
import './token-forms.cases.js';
import './token-claims.cases.js';
import './token-kinds.cases.js';
import './signed-tokens.cases.js';
import './access-keys.cases.js';
