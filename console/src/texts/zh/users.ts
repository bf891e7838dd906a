import type { Texts } from '../en';

export const users: Texts['users'] = {
  title: '用户',
};
