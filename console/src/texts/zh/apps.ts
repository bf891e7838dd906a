import type { Texts } from '../en';

export const apps: Texts['apps'] = {
  title: '应用',
};
