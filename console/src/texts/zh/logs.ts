import type { Texts } from '../en';

export const logs: Texts['logs'] = {
  title: '调用日志',
};
