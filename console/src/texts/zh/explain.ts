import type { Texts } from '../en';

export const explain: Texts['explain'] = {
  title: '诊断',
};
