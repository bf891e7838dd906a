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

export const en = {
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

/** Every dictionary has the keys of the English one, each with a text. */
export type Texts = Widened<typeof en>;

type Widened<T> = { readonly [Key in keyof T]: T[Key] extends string ? string : Widened<T[Key]> };
