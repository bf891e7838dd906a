// Groups of cases that share one server; see shared-world.ts.
import './ip-allowlist.cases.js';
import './origin-allowlist.cases.js';
import './administration-input.cases.js';
import './hostile-input.cases.js';
