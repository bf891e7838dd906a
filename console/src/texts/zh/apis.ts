import type { Texts } from '../en';

export const apis: Texts['apis'] = {
  title: 'API',
};
