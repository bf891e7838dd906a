import type { Texts } from '../en';
import { titles } from './titles';

export const usage: Texts['usage'] = {
  title: titles.usage,
  text: '按小时统计的允许与拒绝的调用次数。',
  range: '时间范围',
  ranges: { '24h': '24 小时', '7d': '7 天', '30d': '30 天' },
  filters: { api_id: 'API', app_id: '应用', credential_id: '凭据' },
  overTime: '调用趋势',
  asTable: '以表格显示',
  period: '起始时间',
  allowed: '已允许',
  refused: '已拒绝',
  top: {
    api: '调用最多的 API',
    app: '调用最多的应用',
    credential: '调用最多的凭据',
    code: '调用结果',
  },
  nothing: '此时间范围内没有调用。',
  nobody: '身份未证实',
};
