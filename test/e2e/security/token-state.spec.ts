// Groups of cases that share one server; see state-world.ts.
import './ended-tokens.cases.js';
import './cutoffs.cases.js';
