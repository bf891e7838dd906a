import type { Texts } from '../en';

/** What the areas are called, in the navigation and at the head of their first pages. */
export const titles: Texts['titles'] = {
  account: '我的账户',
  apis: 'API',
  apps: '应用',
  audit: '审计',
  clients: 'OAuth 客户端',
  explain: '诊断',
  home: '首页',
  keys: '密钥',
  logs: '调用日志',
  settings: '设置',
  usage: '用量',
  users: '用户',
};
