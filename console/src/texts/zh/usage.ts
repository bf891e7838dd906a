import type { Texts } from '../en';

export const usage: Texts['usage'] = {
  title: '用量',
};
