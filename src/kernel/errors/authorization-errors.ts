import type { ErrorEntry } from './error-entry.js';

/** 403: it is known who is calling, and the call is not allowed. */
export const AUTHORIZATION_ERRORS = {
  ip_not_allowed: {
    status: 403,
    title: { en: 'Address not allowed', zh: '不允许的 IP 地址' },
    meaning: {
      en: 'The credential may be used from certain network addresses only, and this call does not come from one of them.',
      zh: '此凭证仅限从特定网络地址使用，而本次调用的来源地址不在其中。',
    },
    remedy: {
      en: 'Call from an allowed network, or have the owner of the credential change its address list. GET /credential shows the address as the server sees it.',
      zh: '请从允许的网络发起调用，或请凭证所有者修改地址列表。GET /credential 会显示服务器看到的来源地址。',
    },
    challenge: 'none',
  },
  origin_not_allowed: {
    status: 403,
    title: { en: 'Origin not allowed', zh: '不允许的来源' },
    meaning: {
      en: 'The credential may be used from certain web origins only, and the Origin header of this request is absent or not one of them.',
      zh: '此凭证仅限特定的网页来源使用，而本次请求没有 Origin 头，或其值不在允许之列。',
    },
    remedy: {
      en: 'Call from a page of an allowed origin, or have the owner of the credential change its origin list. Scheme, host and port must all be equal.',
      zh: '请从允许的来源页面发起调用，或请凭证所有者修改来源列表。协议、主机名和端口必须完全一致。',
    },
    challenge: 'none',
  },
  insufficient_scope: {
    status: 403,
    title: { en: 'Scope missing', zh: '权限范围不足' },
    meaning: {
      en: 'The credential is good, but it lacks a scope that this call needs.',
      zh: '凭证有效，但缺少此调用所需的权限范围（scope）。',
    },
    remedy: {
      en: 'The WWW-Authenticate header names the scopes that the call needs. Ask for a token with them, or have them added to the key.',
      zh: 'WWW-Authenticate 响应头列出了所需的 scope。请申请包含这些 scope 的令牌，或为密钥添加这些 scope。',
    },
    challenge: 'insufficient_scope',
  },
  role_required: {
    status: 403,
    title: { en: 'Role required', zh: '需要特定角色' },
    meaning: {
      en: 'This call needs a role in Ostiary that the signed-in user does not have.',
      zh: '此调用需要 Ostiary 中的特定角色，而当前登录用户不具备该角色。',
    },
    remedy: {
      en: 'Sign in as a user who has the role, or ask an administrator to grant it. Roles asserted in a signed token do not count here.',
      zh: '请以具备该角色的用户登录，或请管理员授予该角色。签名令牌中声明的角色在此不起作用。',
    },
    challenge: 'none',
  },
  scope_not_grantable: {
    status: 403,
    title: { en: 'Scope cannot be granted', zh: '无法授予该权限范围' },
    meaning: {
      en: 'The request would grant a scope that the caller does not hold. Nothing was changed.',
      zh: '请求要授予的权限范围超出了调用者自身所拥有的，未做任何更改。',
    },
    remedy: {
      en: 'Grant only scopes that you hold yourself, or have someone who holds them make the request.',
      zh: '请仅授予您自己拥有的权限范围，或由拥有这些权限的人发起请求。',
    },
    challenge: 'none',
  },
  token_type_not_allowed: {
    status: 403,
    title: { en: 'Token type not allowed for this access key', zh: '访问密钥不允许签发此类令牌' },
    meaning: {
      en: 'The signature is good, but this access key may not sign tokens of this type.',
      zh: '签名有效，但此访问密钥不允许签发这种类型的令牌。',
    },
    remedy: {
      en: 'Sign a type that the access key is allowed, or create an access key whose token_types include this one.',
      zh: '请签发该访问密钥允许的令牌类型，或创建 token_types 中包含此类型的访问密钥。',
    },
    challenge: 'none',
  },
  assertion_not_allowed: {
    status: 403,
    title: { en: 'Assertion not allowed', zh: '不允许的声明' },
    meaning: {
      en: 'The signature is good, but the token asserts a role that its access key may not assert.',
      zh: '签名有效，但令牌声明了其访问密钥无权声明的角色。',
    },
    remedy: {
      en: 'Leave the role out, or have it added to the assertable_roles of the access key.',
      zh: '请去掉该角色，或将其加入访问密钥的 assertable_roles。',
    },
    challenge: 'none',
  },
  api_not_granted: {
    status: 403,
    title: { en: 'API not granted', zh: '未获此 API 的授权' },
    meaning: {
      en: 'The credential is good, but it gives no access to this API.',
      zh: '凭证有效，但无权访问此 API。',
    },
    remedy: {
      en: 'Ask the provider of the API to grant it to your app, then try again with the same credential.',
      zh: '请联系 API 提供方为您的应用授权，然后使用同一凭证重试。',
    },
    challenge: 'none',
  },
  untrusted_proxy: {
    status: 403,
    title: { en: 'Proxy not trusted', zh: '不受信任的代理' },
    meaning: {
      en: 'The call describes another request by forwarding headers, but it does not come from a trusted proxy.',
      zh: '调用通过转发头描述了另一个请求，但它并非来自受信任的代理。',
    },
    remedy: {
      en: 'If you operate the proxy, add its address to OSTIARY_TRUSTED_PROXIES and restart the server.',
      zh: '如果您负责运维该代理，请将其地址加入 OSTIARY_TRUSTED_PROXIES 并重启服务器。',
    },
    challenge: 'none',
  },
  proxy_request_invalid: {
    status: 403,
    title: { en: 'Unclear request of the proxy', zh: '代理的询问不明确' },
    meaning: {
      en: 'The proxy before this API did not say clearly which request it asks about, so the request was refused.',
      zh: '此 API 前面的代理没有清楚说明它所询问的是哪个请求，因此该请求被拒绝。',
    },
    remedy: {
      en: 'If you operate the proxy, have it send method, URI, host and scheme of the request once each, and compare its configuration with the one that Ostiary generates for this API.',
      zh: '如果您负责运维该代理，请让它各发送一次原请求的方法、URI、主机名和协议，并与 Ostiary 为此 API 生成的配置进行对照。',
    },
    challenge: 'none',
  },
  identity_too_long: {
    status: 403,
    title: { en: 'Identity too long', zh: '身份信息过长' },
    meaning: {
      en: 'The credential is good, but what it says of its holder is too long to be passed on in headers.',
      zh: '凭证有效，但其中的身份信息过长，无法通过请求头传递。',
    },
    remedy: {
      en: 'Assert fewer or shorter roles and groups in the token.',
      zh: '请在令牌中声明更少或更短的角色和组。',
    },
    challenge: 'none',
  },
} satisfies Record<string, ErrorEntry>;
