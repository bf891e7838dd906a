import type { ErrorEntry } from './error-entry.js';

/** 401: a token was presented and is not good. */
export const TOKEN_ERRORS = {
  token_malformed: {
    status: 401,
    title: { en: 'Token malformed', zh: '令牌格式错误' },
    meaning: {
      en: 'The token cannot be read as a signed token: its parts, their encoding or their content are not in order.',
      zh: '无法将其识别为签名令牌：各部分的结构、编码或内容有误。',
    },
    remedy: {
      en: 'Create the token with a maintained JWT library and send it unchanged: three base64url parts separated by dots, with nothing before or after.',
      zh: '请使用维护良好的 JWT 库生成令牌，并原样发送：由点号分隔的三段 base64url，前后不带任何其他字符。',
    },
    challenge: 'invalid_token',
  },
  token_signature_invalid: {
    status: 401,
    title: { en: 'Token signature invalid', zh: '令牌签名无效' },
    meaning: {
      en: 'The signature does not fit the content of the token, or it was not made with the expected key and algorithm.',
      zh: '签名与令牌内容不符，或没有使用规定的密钥和算法签名。',
    },
    remedy: {
      en: 'For a token that you sign yourself, put the AK into iss and use HS256 with the whole SK, as displayed, as the key: do not base64-decode it. An AK that does not exist gives the same answer. Tokens from this server must be sent exactly as they were received.',
      zh: '自行签名的令牌请将 AK 填入 iss，使用 HS256，并以显示的完整 SK 字符串作为密钥，不要对其做 base64 解码。AK 不存在时返回的结果相同。由此服务器签发的令牌必须原样发送。',
    },
    challenge: 'invalid_token',
  },
  token_expired: {
    status: 401,
    title: { en: 'Token expired', zh: '令牌已过期' },
    meaning: {
      en: 'The token was good until the time in its exp claim, and that has passed.',
      zh: '令牌已超过其 exp 声明中的有效时间。',
    },
    remedy: {
      en: 'Obtain a new token: with the refresh token, by asking for one again, or by signing a new one. If it was new, compare your clock with the Date header of this answer.',
      zh: '请获取新的令牌：使用刷新令牌、重新申请，或重新签名。如果令牌刚刚生成，请将本机时钟与响应的 Date 头进行比对。',
    },
    challenge: 'invalid_token',
  },
  token_not_yet_valid: {
    status: 401,
    title: { en: 'Token not yet valid', zh: '令牌尚未生效' },
    meaning: {
      en: 'The token begins to be good in the future: its iat or nbf claim lies ahead of the time of this server.',
      zh: '令牌尚未到生效时间：其 iat 或 nbf 声明晚于此服务器的当前时间。',
    },
    remedy: {
      en: 'The clock of the machine that made the token is most likely ahead. Synchronise it, and compare it with the Date header of this answer.',
      zh: '很可能是生成令牌的机器时钟偏快。请同步时钟，并与响应的 Date 头进行比对。',
    },
    challenge: 'invalid_token',
  },
  token_lifetime_exceeded: {
    status: 401,
    title: { en: 'Token lifetime too long', zh: '令牌有效期过长' },
    meaning: {
      en: 'The token is made to live longer than a signed token may: exp minus iat is more than 7200 seconds.',
      zh: '令牌的有效期超过了签名令牌的上限：exp 减 iat 大于 7200 秒。',
    },
    remedy: {
      en: 'Sign tokens that live two hours at most, and sign a new one when the old one runs out. Both claims are in seconds, not in milliseconds.',
      zh: '请将令牌有效期控制在两小时以内，到期后重新签名。两个声明的单位都是秒，而不是毫秒。',
    },
    challenge: 'invalid_token',
  },
  token_wrong_type: {
    status: 401,
    title: { en: 'Wrong type of token', zh: '令牌类型不符' },
    meaning: {
      en: 'The token is of a type that does not belong here, for example an ID token or a refresh token in the place of an access token.',
      zh: '令牌类型不适用于此处，例如用 ID 令牌或刷新令牌代替了访问令牌。',
    },
    remedy: {
      en: 'Send the access_token of the token response. A token that you sign yourself needs the typ claim app_token or person_token.',
      zh: '请发送令牌响应中的 access_token。自行签名的令牌需要将 typ 声明设为 app_token 或 person_token。',
    },
    challenge: 'invalid_token',
  },
  token_wrong_audience: {
    status: 401,
    title: { en: 'Token for another audience', zh: '令牌受众不符' },
    meaning: {
      en: 'The token was issued for another API: its aud claim does not name this one.',
      zh: '令牌是为其他 API 签发的：其 aud 声明中不包含此 API。',
    },
    remedy: {
      en: 'Ask for a token with the resource parameter set to the audience of this API.',
      zh: '申请令牌时，请将 resource 参数设为此 API 的受众标识。',
    },
    challenge: 'invalid_token',
  },
  token_wrong_issuer: {
    status: 401,
    title: { en: 'Token from another issuer', zh: '令牌签发者不符' },
    meaning: {
      en: 'The token comes from another issuer: its iss claim does not name this server.',
      zh: '令牌来自其他签发者：其 iss 声明不是此服务器。',
    },
    remedy: {
      en: 'Obtain a token from this server. If it was from here, the public URL of the server has changed since: ask for a new token.',
      zh: '请从此服务器获取令牌。如果令牌确实来自这里，说明服务器的公开地址已经更改，请重新申请令牌。',
    },
    challenge: 'invalid_token',
  },
  token_revoked: {
    status: 401,
    title: { en: 'Token revoked', zh: '令牌已吊销' },
    meaning: {
      en: 'The token was revoked, or the session or consent that it rests on has ended.',
      zh: '令牌已被吊销，或其依赖的会话或授权已经结束。',
    },
    remedy: {
      en: 'Sign in or ask for authorisation again to obtain a new token.',
      zh: '请重新登录或重新授权，以获取新的令牌。',
    },
    challenge: 'invalid_token',
  },
  token_binding_mismatch: {
    status: 401,
    title: { en: 'Token shown without its key', zh: '令牌与密钥绑定不符' },
    meaning: {
      en: 'The token is bound to a key (DPoP) and was not shown with a proof made by that key, or it is bound to none and was shown as if it were.',
      zh: '令牌与某个密钥绑定（DPoP），但没有附带由该密钥生成的证明；或者令牌并未绑定密钥，却按绑定令牌的方式发送。',
    },
    remedy: {
      en: 'Send a token whose token_type is DPoP as Authorization: DPoP <token> together with a DPoP header that holds a fresh proof. Send all others as Authorization: Bearer <token>.',
      zh: 'token_type 为 DPoP 的令牌请以 Authorization: DPoP <令牌> 发送，并在 DPoP 请求头中附上新生成的证明。其他令牌请以 Authorization: Bearer <令牌> 发送。',
    },
    challenge: 'invalid_token',
  },
  dpop_proof_invalid: {
    status: 401,
    title: { en: 'DPoP proof invalid', zh: 'DPoP 证明无效' },
    meaning: {
      en: 'The proof in the DPoP header is missing, malformed, too old or used before, or it was made for another call.',
      zh: 'DPoP 请求头中的证明缺失、格式错误、已过期、已使用过，或是为其他请求生成的。',
    },
    remedy: {
      en: 'Make a new proof for each call: a JWT of the type dpop+jwt with the public key as jwk, and the claims jti, iat, htm (the method), htu (the URL without query) and ath (the SHA-256 of the token). Check the clock.',
      zh: '请为每次请求生成新的证明：类型为 dpop+jwt 的 JWT，头部以 jwk 携带公钥，并包含 jti、iat、htm（请求方法）、htu（不含查询参数的 URL）和 ath（令牌的 SHA-256）声明。请同时检查本机时钟。',
    },
    challenge: 'invalid_dpop_proof',
  },
} satisfies Record<string, ErrorEntry>;
