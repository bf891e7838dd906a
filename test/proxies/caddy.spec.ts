import { describeDecisions } from './describe-decisions.js';

describeDecisions('caddy');
