import type { Texts } from '../en';
import { titles } from './titles';

export const audit: Texts['audit'] = {
  title: titles.audit,
  text: '此服务器上的变更记录：谁改了什么。记录只增不减。',
  filters: { action: '操作', actor: '操作者', target_id: '对象', from: '从', to: '到' },
  time: '时间',
  detail: '请求内容',
  none: '没有符合筛选条件的记录。',
};
