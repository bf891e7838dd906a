// Groups of cases that share one server; see shared-world.ts.
import './oauth-authorize.cases.js';
import './oauth-codes.cases.js';
import './oauth-refresh.cases.js';
import './oauth-clients.cases.js';
import './oauth-pages.cases.js';
import './device-pages.cases.js';
import './kind-matrix.cases.js';
