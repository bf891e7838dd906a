import type { Texts } from '../en';

export const settings: Texts['settings'] = {
  title: '设置',
};
