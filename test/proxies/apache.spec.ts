import { describeDecisions } from './describe-decisions.js';
import { describeRequests } from './describe-requests.js';
import { describeTargets } from './describe-targets.js';

describeDecisions('apache');
describeRequests('apache');
describeTargets('apache');
