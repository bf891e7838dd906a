// Groups of cases that share one server; see shared-world.ts.
import './presenting.cases.js';
import './query-keys.cases.js';
import './api-keys.cases.js';
import './anonymous.cases.js';
