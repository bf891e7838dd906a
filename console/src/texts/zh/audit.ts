import type { Texts } from '../en';

export const audit: Texts['audit'] = {
  title: '审计',
};
