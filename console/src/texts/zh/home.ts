import type { Texts } from '../en';
import { titles } from './titles';

export const home: Texts['home'] = {
  title: titles.home,
  adminText: '下一步做什么，哪些事需要留意。',
  consumerText: '从 API 目录到第一次调用，以及您的密钥状况。',
  firstSteps: '快速上手',
  progress: '已完成 {{done}}/{{all}}',
  done: '已完成',
  next: '下一步',
  open: '待完成',
  showSteps: '显示步骤',
  hideSteps: '隐藏步骤',
  proven: '已验证：一次带凭据的调用已通过检查，到达您的 API。',
  firstCallMade: '已验证：您的一次调用已获允许。',
  steps: {
    api: {
      title: '保护您自己的 API',
      text: '说明它以哪个路径被调用、实际位于何处。本服务器作为网关站在它前面，或由您自己的代理就每次调用前来询问。',
      action: '创建 API',
    },
    key: {
      title: '创建密钥',
      text: '程序只需一个密钥。密钥属于某个应用，只显示一次，创建后可立即试用。',
      action: '创建密钥',
    },
    connect: {
      title: '让调用经过这里',
      text: '客户端调用网关，或由 nginx、Caddy、Traefik、Envoy、HAProxy、Apache 在转发前询问：配置已备好，可直接复制。第一次调用到达时（无论结果如何），此步骤即完成。',
      action: '接入',
    },
    call: {
      title: '看到一次调用获得允许',
      text: '用密钥调用该 API。服务器允许这样一次调用后，此步骤自动完成，无需手动勾选。',
      action: '发送测试请求',
    },
    browse: {
      title: '找到 API',
      text: '目录中列出每个 API 的调用地址及其权限范围。',
      action: '打开目录',
    },
    ownKey: {
      title: '获取密钥',
      text: '密钥属于您的某个应用，应用会与密钥一同创建。密钥只显示一次。',
      action: '获取密钥',
    },
    ownCall: {
      title: '发起第一次调用',
      text: '调用时带上密钥。您的调用获得允许后，此步骤即完成。',
      action: '发送测试请求',
    },
  },
  denials: {
    title: '最近 24 小时的拒绝',
    text: '按原因统计全部调用方。问题在对方，还是在我们？',
    callers: '需由调用方解决',
    ours: '需由我们解决',
    none: '没有被拒绝的调用。',
    noneOurs: '没有：服务器、上游和代理均正常。',
  },
  meaning: '含义',
  meaningOf: '含义：{{code}}',
  keys: {
    title: '需要留意的密钥',
    expiring: '即将到期',
    expiringText: '14 天内到期。',
    oldInUse: '旧密钥值仍在使用',
    oldInUseText: '已轮换，但仍有人使用旧值。',
    unused: '从未使用',
    unusedText: '有效，但尚无人使用。',
    none: '无',
    all: '显示全部',
  },
  refusals: {
    title: '最近的拒绝',
    all: '在日志中查看全部',
    none: '服务器启动以来没有。',
  },
  refused: '已拒绝',
  week: '您最近七天的调用',
  allUsage: '全部用量',
};
