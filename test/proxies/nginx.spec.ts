import { describeDecisions } from './describe-decisions.js';
import { describeRequests } from './describe-requests.js';
import { describeStreams } from './describe-streams.js';
import { describeTargets } from './describe-targets.js';

describeDecisions('nginx');
describeRequests('nginx');
describeStreams('nginx');
describeTargets('nginx');
