import type { ErrorEntry } from './error-entry.js';

/** 429: allowed, but not now. Each is sent with `Retry-After`. */
export const LIMIT_ERRORS = {
  rate_limited: {
    status: 429,
    title: { en: 'Too many requests', zh: '请求过于频繁' },
    meaning: {
      en: 'More calls were made in a short time than a rate limit allows: that of the credential, of its app, or of the API as a whole. The detail says which.',
      zh: '短时间内的调用次数超过了频率限制：可能是该凭证、其所属应用或整个 API 的限制，detail 会说明是哪一个。',
    },
    remedy: {
      en: 'Wait for the number of seconds in Retry-After, then go on more slowly. The RateLimit header tells how much is left.',
      zh: '请按 Retry-After 给出的秒数等待，然后降低调用频率。RateLimit 响应头会显示剩余额度。',
    },
    challenge: 'none',
  },
  quota_exceeded: {
    status: 429,
    title: { en: 'Quota used up', zh: '配额已用完' },
    meaning: {
      en: 'The quota of this credential, or of its app, for the current day or month (UTC) is used up.',
      zh: '该凭证或其所属应用在当前周期（UTC 自然日或自然月）内的配额已用完。',
    },
    remedy: {
      en: 'Wait until the period is over (Retry-After says when), or ask the provider of the API for a larger quota.',
      zh: '请等待当前周期结束（Retry-After 给出了时间），或向 API 提供方申请更大的配额。',
    },
    challenge: 'none',
  },
  anonymous_quota_exceeded: {
    status: 429,
    title: { en: 'Shared anonymous quota used up', zh: '匿名共享配额已用完' },
    meaning: {
      en: 'Calls without a credential share one quota, and all of its callers together have used it up.',
      zh: '未携带凭证的调用共享同一个配额，目前已被所有匿名调用者用完。',
    },
    remedy: {
      en: 'Call with a credential of your own to have a quota of your own, or wait for the number of seconds in Retry-After.',
      zh: '请使用自己的凭证调用，以获得独立的配额；或按 Retry-After 给出的秒数等待。',
    },
    challenge: 'none',
  },
  too_many_attempts: {
    status: 429,
    title: { en: 'Too many failed attempts', zh: '失败次数过多' },
    meaning: {
      en: 'There were too many wrong passwords for this account, or too many wrong credentials from this network, so further ones are refused for a while.',
      zh: '该账户的错误密码次数过多，或来自该网络的错误凭证过多，暂时拒绝继续尝试。',
    },
    remedy: {
      en: 'Wait for the number of seconds in Retry-After before you try again, and make sure that no program is still using an old password or key.',
      zh: '请按 Retry-After 给出的秒数等待后再试，并确认没有程序仍在使用旧密码或旧密钥。',
    },
    challenge: 'none',
  },
} satisfies Record<string, ErrorEntry>;
