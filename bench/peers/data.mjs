/** What every server with a JSON answer of its own says. */
export const DATA = {
  data: [
    { id: 1, name: 'Lighthouse', built: 1782 },
    { id: 2, name: 'Harbour gate', built: 1834 },
    { id: 3, name: 'Signal tower', built: 1911 },
  ],
  principal: {
    kind: 'api_key',
    subject: 'app_01m7w568340ay5kcpjhradh04d',
    app_id: 'app_01m7w568340ay5kcpjhradh04d',
    credential_id: 'key_01m7w568725w6x8m40dtznway3',
    scopes: [],
    roles: [],
    groups: [],
    expires_at: null,
  },
};
