import { titles } from './titles';

export const usage = {
  title: titles.usage,
  text: 'Calls that were allowed or refused, counted by the hour.',
  range: 'Period',
  ranges: { '24h': '24 hours', '7d': '7 days', '30d': '30 days' },
  filters: { api_id: 'API', app_id: 'App', credential_id: 'Credential' },
  overTime: 'Calls over time',
  asTable: 'Show as a table',
  period: 'From',
  allowed: 'Allowed',
  refused: 'Refused',
  top: {
    api: 'Most called APIs',
    app: 'Apps that call most',
    credential: 'Credentials that call most',
    code: 'How calls ended',
  },
  nothing: 'Nothing was called in this period.',
  nobody: 'nobody that was proved',
};
