// Groups of cases of forward-auth that share one server; see shared-world.ts.
import './verify-original.cases.js';
import './verify-answers.cases.js';
import './verify-nginx-mode.cases.js';
