import type { ErrorEntry } from './error-entry.js';

/** 5xx: the caller did nothing wrong. */
export const SERVER_ERRORS = {
  server_error: {
    status: 500,
    title: { en: 'Server error', zh: '服务器错误' },
    meaning: {
      en: 'Something unexpected went wrong on the server. The fault is not in your credential.',
      zh: '服务器出现意外错误，与您的凭证无关。',
    },
    remedy: {
      en: 'Try again later. If it stays, give the request id to the operator of this server: the log entry is filed under it.',
      zh: '请稍后重试。如果问题依旧，请将请求 ID 提供给此服务器的运维人员，以便查找对应的日志。',
    },
    challenge: 'none',
  },
  upstream_unreachable: {
    status: 502,
    title: { en: 'API not reachable', zh: '无法连接 API' },
    meaning: {
      en: 'The call was allowed, but the API behind this server could not be reached or broke off its answer.',
      zh: '调用已通过检查，但无法连接到后端 API，或其响应中断。',
    },
    remedy: {
      en: 'Try again later. Your credential is in order; the provider of the API has to look at it.',
      zh: '请稍后重试。您的凭证没有问题，需要由 API 提供方处理。',
    },
    challenge: 'none',
  },
  unavailable: {
    status: 503,
    title: { en: 'Temporarily unavailable', zh: '服务暂时不可用' },
    meaning: {
      en: 'Something that the server needs for its decision is not available at the moment. Your credential was not refused.',
      zh: '服务器进行判断所需的组件暂时不可用。您的凭证并未被拒绝。',
    },
    remedy: {
      en: 'Keep your credential and try again after the number of seconds in Retry-After.',
      zh: '请保留凭证，并按 Retry-After 给出的秒数等待后重试。',
    },
    challenge: 'none',
  },
  upstream_timeout: {
    status: 504,
    title: { en: 'API did not answer in time', zh: 'API 响应超时' },
    meaning: {
      en: 'The call was allowed and passed on, but the API behind this server did not answer in time.',
      zh: '调用已通过检查并转发，但后端 API 未在规定时间内响应。',
    },
    remedy: {
      en: 'The call may or may not have taken effect. Check its result before you repeat anything that is not safe to repeat.',
      zh: '该调用可能已经生效，也可能没有。对于不宜重复执行的操作，请先确认结果再重试。',
    },
    challenge: 'none',
  },
  loop_detected: {
    status: 508,
    title: { en: 'Loop detected', zh: '检测到循环' },
    meaning: {
      en: 'The call came back to this server: the upstream of an API is this server itself, directly or by way of another proxy.',
      zh: '调用又回到了此服务器：某个 API 的上游直接或经由其他代理指向了此服务器自身。',
    },
    remedy: {
      en: 'The provider of the API has to correct its upstream. Your credential is in order.',
      zh: '需要由 API 提供方更正上游地址。您的凭证没有问题。',
    },
    challenge: 'none',
  },
} satisfies Record<string, ErrorEntry>;
