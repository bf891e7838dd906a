import type { Texts } from '../en';

export const clients: Texts['clients'] = {
  title: 'OAuth 客户端',
};
