import type { OwnScope } from '../../modules/protected-apis/index.js';

/** What the sample APIs have to give. */
export const RECORDS = [
  { id: 1, name: 'Lighthouse', built: 1782 },
  { id: 2, name: 'Harbour gate', built: 1834 },
  { id: 3, name: 'Signal tower', built: 1911 },
] as const;

export const OWNERS = [
  { id: 'owner-1', name: 'Harbour authority', ownerType: 'organisation' },
  { id: 'owner-2', name: 'Keeper Lindqvist', ownerType: 'person' },
] as const;

/** The scopes of the sample APIs, as a consent page shows them. */
export const SAMPLE_SCOPES: readonly OwnScope[] = [
  {
    name: 'read:owneraccounts',
    description: { en: 'Read the list of owner accounts', zh: '读取所有者账户列表' },
  },
  {
    name: 'read:owneraccount:permissions',
    description: { en: 'Read the permissions of an owner account', zh: '读取所有者账户的权限' },
  },
];
