import { titles } from './titles';

export const audit = {
  title: titles.audit,
  text: 'Who changed what on this server. Entries are only ever added.',
  filters: { action: 'Action', actor: 'Who', target_id: 'To what', from: 'From', to: 'To' },
  time: 'Time',
  detail: 'What was asked for',
  none: 'Nothing matches these filters.',
};
