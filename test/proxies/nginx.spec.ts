import { describeDecisions } from './describe-decisions.js';

describeDecisions('nginx');
