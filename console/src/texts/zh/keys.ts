import type { Texts } from '../en';

export const keys: Texts['keys'] = {
  title: '密钥',
};
