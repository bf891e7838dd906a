import { titles } from './titles';

export const logs = {
  title: titles.logs,
  text: 'The latest calls as this server process remembers them, newest first; refusals with their reason.',
  ownText:
    'The latest calls of you and your apps as this server process remembers them, newest first. A refusal before a credential was recognised is found by its request id under Explain.',
  outcomeLabel: 'Outcome',
  outcome: { allowed: 'Allowed', refused: 'Refused', failed: 'Could not be decided' },
  filters: {
    code: 'Error code',
    api_id: 'API',
    app_id: 'App',
    credential_id: 'Credential',
  },
  console: 'Calls of this console',
  live: 'Live',
  refresh: 'Refresh',
  none: 'No such calls',
  noneText: 'Nothing was called since the start, or nothing that matches these filters.',
  time: 'Time',
  call: 'Call',
  who: 'Who',
  nobody: 'nobody that was proved',
  address: 'Address',
};
