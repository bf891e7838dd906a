import type { Texts } from '../en';
import { titles } from './titles';

export const logs: Texts['logs'] = {
  title: titles.logs,
  text: '本服务进程记住的最近调用，最新的在前；拒绝均附原因。',
  ownText:
    '本服务进程记住的您和您应用的最近调用，最新的在前。凭据未被识别的拒绝，可凭请求编号在“诊断”中查找。',
  outcomeLabel: '结果',
  outcome: { allowed: '已允许', refused: '已拒绝', failed: '无法判定' },
  filters: { code: '错误码', api_id: 'API', app_id: '应用', credential_id: '凭据' },
  console: '本控制台的调用',
  live: '实时',
  refresh: '刷新',
  none: '没有这样的调用',
  noneText: '启动以来没有调用，或没有符合筛选条件的调用。',
  time: '时间',
  call: '调用',
  who: '调用方',
  nobody: '身份未证实',
  address: '地址',
};
