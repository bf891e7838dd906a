import { SIGN_IN_SCOPES } from '../../kernel/scopes.js';
import type { OwnScope } from '../../modules/protected-apis/index.js';

/** The scopes of the administration, as a consent page shows them. `admin:*` stands for all of them. */
export const ADMIN_SCOPES: readonly OwnScope[] = [
  {
    name: 'admin:*',
    description: { en: 'Administer everything on this server', zh: '管理此服务器上的一切' },
  },
  {
    name: 'admin:users',
    description: { en: 'Create, change and remove users', zh: '创建、修改和删除用户' },
  },
  {
    name: 'admin:apps',
    description: { en: 'Create, change and remove apps', zh: '创建、修改和删除应用' },
  },
  {
    name: 'admin:api-keys',
    description: { en: 'Issue, rotate and revoke API keys', zh: '签发、轮换和吊销 API 密钥' },
  },
  {
    name: 'admin:access-keys',
    description: { en: 'Issue, rotate and revoke access keys', zh: '签发、轮换和吊销访问密钥' },
  },
  {
    name: 'admin:oauth-clients',
    description: { en: 'Register and change OAuth clients', zh: '注册和修改 OAuth 客户端' },
  },
  {
    name: 'admin:credentials',
    description: {
      en: 'Find out which credential a leaked text is',
      zh: '查明泄露的文本是哪个凭据',
    },
  },
  {
    name: 'admin:tokens',
    description: { en: 'End all tokens and sign-in sessions', zh: '终止所有令牌和登录会话' },
  },
  {
    name: 'admin:apis',
    description: {
      en: 'Change which APIs are protected, and how',
      zh: '修改受保护的 API 及其保护方式',
    },
  },
  {
    name: 'admin:api-grants',
    description: {
      en: 'Decide which apps may call which protected APIs',
      zh: '决定哪些应用可以调用哪些受保护的 API',
    },
  },
  {
    name: 'admin:decisions',
    description: {
      en: 'See how recent calls were decided, and why',
      zh: '查看近期调用的判定结果及其原因',
    },
  },
  {
    name: 'admin:signing-keys',
    description: {
      en: 'Rotate and revoke the keys that sign tokens',
      zh: '轮换和吊销令牌签名密钥',
    },
  },
  {
    name: 'admin:usage',
    description: { en: 'See who called which API, how often', zh: '查看各方对各 API 的调用次数' },
  },
  {
    name: 'admin:server',
    description: {
      en: 'See which version runs, and how this server is set up',
      zh: '查看此服务器的版本与配置',
    },
  },
  {
    name: 'admin:audit',
    description: { en: 'See who changed what on this server', zh: '查看此服务器上的变更记录' },
  },
];

/**
 * Whether no protected API may define a scope of this name: it would be granted, or would open the
 * administration or somebody's account, without anybody's having meant that API.
 */
export function isReservedScope(name: string): boolean {
  return /^(?:admin|account):/.test(name) || SIGN_IN_SCOPES.has(name);
}
