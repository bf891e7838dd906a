/** What the areas are called, in the navigation and at the head of their first pages. */
export const titles = {
  account: 'My account',
  apis: 'APIs',
  apps: 'Apps',
  audit: 'Audit',
  clients: 'OAuth clients',
  explain: 'Explain',
  home: 'Home',
  keys: 'Keys',
  logs: 'Logs',
  settings: 'Settings',
  usage: 'Usage',
  users: 'Users',
};
