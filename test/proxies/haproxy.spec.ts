import { describeDecisions } from './describe-decisions.js';
import { describeRequests } from './describe-requests.js';
import { describeStreams } from './describe-streams.js';
import { describeTargets } from './describe-targets.js';

describeDecisions('haproxy');
describeRequests('haproxy');
describeStreams('haproxy');
describeTargets('haproxy');
