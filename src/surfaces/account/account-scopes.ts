import type { OwnScope } from '../../modules/protected-apis/index.js';

/** What a person may let a program do with the person's own things. */
export const ACCOUNT_SCOPES: readonly OwnScope[] = [
  {
    name: 'account:profile',
    description: { en: 'See and change your profile', zh: '查看和修改您的个人资料' },
  },
  {
    name: 'account:apps',
    description: { en: 'Create, change and remove your apps', zh: '创建、修改和删除您的应用' },
  },
  {
    name: 'account:api-keys',
    description: {
      en: 'Issue, rotate and revoke API keys of your apps',
      zh: '签发、轮换和吊销您应用的 API 密钥',
    },
  },
  {
    name: 'account:access-keys',
    description: {
      en: 'Issue, rotate and revoke access keys of your apps',
      zh: '签发、轮换和吊销您应用的访问密钥',
    },
  },
  {
    name: 'account:oauth-clients',
    description: {
      en: 'Register and change OAuth clients of your apps',
      zh: '注册和修改您应用的 OAuth 客户端',
    },
  },
  {
    name: 'account:credentials',
    description: {
      en: 'Find out which credential of yours a leaked text is',
      zh: '查明泄露的文本是您的哪个凭据',
    },
  },
  {
    name: 'account:sessions',
    description: {
      en: 'See where you are signed in, and sign you out',
      zh: '查看并终止您的登录会话',
    },
  },
  {
    name: 'account:apis',
    description: {
      en: 'See which APIs your apps may call',
      zh: '查看您的应用可以调用哪些 API',
    },
  },
  {
    name: 'account:authorized-apps',
    description: {
      en: 'See which apps you have allowed to use your account, and take it back',
      zh: '查看您已授权的应用并撤销授权',
    },
  },
  {
    name: 'account:usage',
    description: {
      en: 'See how often your apps call which APIs',
      zh: '查看您的应用调用各 API 的次数',
    },
  },
  {
    name: 'account:decisions',
    description: {
      en: 'See how calls of you and your apps were decided',
      zh: '查看您和您应用的调用是如何判定的',
    },
  },
];
