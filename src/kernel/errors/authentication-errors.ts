import type { ErrorEntry } from './error-entry.js';

/** 401: who is calling could not be established. Tokens have a table of their own. */
export const AUTHENTICATION_ERRORS = {
  credential_missing: {
    status: 401,
    title: { en: 'Credential missing', zh: '缺少凭证' },
    meaning: {
      en: 'This call needs a credential, and the request carries none.',
      zh: '此调用需要凭证，但请求中没有。',
    },
    remedy: {
      en: 'Send an API key in the X-API-Key header, or a token as Authorization: Bearer <token>. A proxy between you and the server may have removed the header.',
      zh: '请在 X-API-Key 请求头中发送 API 密钥，或以 Authorization: Bearer <令牌> 发送令牌。也可能是中间的代理移除了该请求头。',
    },
    challenge: 'bearer',
  },
  scheme_missing: {
    status: 401,
    title: { en: 'Authorization scheme missing', zh: '缺少认证方案' },
    meaning: {
      en: 'The Authorization header holds a token without the word Bearer in front of it.',
      zh: 'Authorization 请求头中的令牌前缺少 Bearer。',
    },
    remedy: {
      en: 'Write the header as Authorization: Bearer <token>, with one space between the two.',
      zh: '请将请求头写成 Authorization: Bearer <令牌>，两者之间留一个空格。',
    },
    challenge: 'bearer',
  },
  scheme_unsupported: {
    status: 401,
    title: { en: 'Authorization scheme not supported', zh: '不支持的认证方案' },
    meaning: {
      en: 'The Authorization header uses a scheme that this API does not take.',
      zh: 'Authorization 请求头使用了此 API 不支持的认证方案。',
    },
    remedy: {
      en: 'Use Authorization: Bearer <token or API key>, Authorization: ApiKey <key>, or the X-API-Key header. Basic is for OAuth clients at the token endpoint only.',
      zh: '请使用 Authorization: Bearer <令牌或 API 密钥>、Authorization: ApiKey <密钥>，或 X-API-Key 请求头。Basic 仅用于 OAuth 客户端访问令牌端点。',
    },
    challenge: 'bearer',
  },
  credential_malformed: {
    status: 401,
    title: { en: 'Credential malformed', zh: '凭证格式错误' },
    meaning: {
      en: 'What was sent does not have the form of a credential: a character is missing, added or changed.',
      zh: '发送的内容不符合凭证的格式：有字符缺失、多余或被改动。',
    },
    remedy: {
      en: 'Copy the credential again from where you stored it, without spaces, quotes or line breaks around it, and check that it was not cut off.',
      zh: '请从保存的位置重新复制凭证，前后不要带空格、引号或换行，并确认没有被截断。',
    },
    challenge: 'invalid_token',
  },
  credential_kind_not_accepted: {
    status: 401,
    title: { en: 'Kind of credential not accepted', zh: '不接受此类凭证' },
    meaning: {
      en: 'The credential is good, but this API does not accept credentials of its kind.',
      zh: '凭证有效，但此 API 不接受这一类凭证。',
    },
    remedy: {
      en: 'The answer lists the kinds that are accepted. Obtain one of those, or ask the provider of the API to accept yours.',
      zh: '响应中列出了可接受的凭证类型。请换用其中一种，或请 API 提供方接受您的凭证类型。',
    },
    challenge: 'invalid_token',
  },
  bad_credentials: {
    status: 401,
    title: { en: 'Bad username or password', zh: '用户名或密码错误' },
    meaning: {
      en: 'No account matches this username and password.',
      zh: '没有与该用户名和密码匹配的账户。',
    },
    remedy: {
      en: 'Check both for typing errors. An administrator can set a new password. After several failures further attempts are slowed down.',
      zh: '请检查两者是否输入有误。管理员可以重设密码。多次失败后，后续尝试会受到限制。',
    },
    challenge: 'bearer',
  },
  api_key_unknown: {
    status: 401,
    title: { en: 'API key unknown', zh: '未知的 API 密钥' },
    meaning: {
      en: 'The API key is well-formed, but this server has no such key.',
      zh: 'API 密钥格式正确，但此服务器上没有这个密钥。',
    },
    remedy: {
      en: 'Check that the key was issued by this server and not by another installation. A key that was deleted is unknown too; then create a new one.',
      zh: '请确认密钥由此服务器签发，而不是来自其他部署。已删除的密钥同样会显示为未知；此时请创建新的密钥。',
    },
    challenge: 'invalid_token',
  },
  api_key_expired: {
    status: 401,
    title: { en: 'API key expired', zh: 'API 密钥已过期' },
    meaning: {
      en: 'The API key was good until its date of expiry, and that has passed.',
      zh: 'API 密钥已超过有效期。',
    },
    remedy: {
      en: 'Create a new key, put it into use, and choose an expiry that leaves you time to replace it.',
      zh: '请创建新密钥并启用，同时选择合适的有效期，为下次更换留出时间。',
    },
    challenge: 'invalid_token',
  },
  api_key_revoked: {
    status: 401,
    title: { en: 'API key revoked', zh: 'API 密钥已吊销' },
    meaning: {
      en: 'The API key was revoked or disabled, or replaced by a rotation whose overlap is over.',
      zh: 'API 密钥已被吊销或停用，或者已被轮换且过渡期已结束。',
    },
    remedy: {
      en: 'Use the key that replaced it. If you do not know why it was revoked, ask the owner of the app before you create another.',
      zh: '请使用替换后的密钥。如果不清楚吊销原因，请先询问应用的所有者，再创建新密钥。',
    },
    challenge: 'invalid_token',
  },
  access_key_unknown: {
    status: 401,
    title: { en: 'Access key unknown', zh: '未知的访问密钥' },
    meaning: {
      en: 'What the token names in its iss claim cannot be the AK of an access key of this server.',
      zh: '令牌的 iss 声明中的内容不可能是此服务器上访问密钥的 AK。',
    },
    remedy: {
      en: 'Put the AK, exactly as it was shown when it was created, into the iss claim, and check that it belongs to this server.',
      zh: '请将创建时显示的 AK 原样填入 iss 声明，并确认它属于此服务器。',
    },
    challenge: 'invalid_token',
  },
  access_key_revoked: {
    status: 401,
    title: { en: 'Access key revoked', zh: '访问密钥已吊销' },
    meaning: {
      en: 'The token is signed with an access key that was revoked or disabled.',
      zh: '令牌所用的访问密钥已被吊销或停用。',
    },
    remedy: {
      en: 'Sign with an access key that is in force. The owner of the app can create one.',
      zh: '请使用有效的访问密钥签名。应用的所有者可以创建新的访问密钥。',
    },
    challenge: 'invalid_token',
  },
  app_disabled: {
    status: 401,
    title: { en: 'App disabled', zh: '应用已停用' },
    meaning: {
      en: 'The app that this credential belongs to is disabled, and all of its credentials with it.',
      zh: '此凭证所属的应用已停用，其全部凭证随之失效。',
    },
    remedy: {
      en: 'Ask the administrator of this server why the app was disabled. Its credentials work again as soon as it is enabled.',
      zh: '请向此服务器的管理员询问停用原因。应用重新启用后，其凭证立即恢复可用。',
    },
    challenge: 'invalid_token',
  },
  user_disabled: {
    status: 401,
    title: { en: 'User disabled', zh: '用户已停用' },
    meaning: {
      en: 'The user that this credential speaks for is disabled.',
      zh: '此凭证所代表的用户已停用。',
    },
    remedy: {
      en: 'Ask the administrator of this server to enable the account, or to hand its apps to another owner.',
      zh: '请联系此服务器的管理员启用该账户，或将其应用转交给其他所有者。',
    },
    challenge: 'invalid_token',
  },
} satisfies Record<string, ErrorEntry>;
