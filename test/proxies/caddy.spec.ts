import { describeDecisions } from './describe-decisions.js';
import { describeRequests } from './describe-requests.js';
import { describeTargets } from './describe-targets.js';

describeDecisions('caddy');
describeRequests('caddy');
describeTargets('caddy');
