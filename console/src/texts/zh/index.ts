import type { Texts } from '../en';
import { account } from './account';
import { apis } from './apis';
import { apps } from './apps';
import { audit } from './audit';
import { clients } from './clients';
import { common } from './common';
import { explain } from './explain';
import { home } from './home';
import { keys } from './keys';
import { logs } from './logs';
import { settings } from './settings';
import { titles } from './titles';
import { usage } from './usage';
import { users } from './users';

export const zh: Texts = {
  account,
  apis,
  apps,
  audit,
  clients,
  common,
  explain,
  home,
  keys,
  logs,
  settings,
  titles,
  usage,
  users,
};
