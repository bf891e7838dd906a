// Made from docs/openapi.json by "npm run client".

export interface paths {
  '/livez': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Is the process alive? */
    get: operations['getLiveness'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/readyz': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Can the server do its work? */
    get: operations['getReadiness'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/metrics': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Metrics for Prometheus */
    get: operations['getMetrics'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/login': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Sign in with username and password */
    post: operations['login'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/login/refresh': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Exchange a refresh token, once */
    post: operations['refreshLogin'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/logout': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** End this login: its tokens stop working */
    post: operations['logout'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/users': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List users, newest first
     * @description Needs the scope `admin:users`; a login token needs the role `admin` instead.
     */
    get: operations['listUsers'];
    put?: never;
    /**
     * Create a user
     * @description Needs the scope `admin:users`; a login token needs the role `admin` instead.
     */
    post: operations['createUser'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/users/{user_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Show a user
     * @description Needs the scope `admin:users`; a login token needs the role `admin` instead.
     */
    get: operations['getUser'];
    put?: never;
    post?: never;
    /**
     * Remove a user and the apps that the user owns
     * @description Needs the scope `admin:users`; a login token needs the role `admin` instead.
     */
    delete: operations['deleteUser'];
    options?: never;
    head?: never;
    /**
     * Change a user
     * @description A new password and disabling the user end all sessions of the user, and all tokens that programs have of the user. A new password also lifts the wait after too many wrong ones.
     *
     *     Needs the scope `admin:users`; a login token needs the role `admin` instead.
     */
    patch: operations['updateUser'];
    trace?: never;
  };
  '/admin/users/{user_id}/sign-out': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * End all sessions of a user, and all tokens that programs have of the user
     * @description The user may sign in again. What the user has allowed is remembered.
     *
     *     Needs the scope `admin:users`; a login token needs the role `admin` instead.
     */
    post: operations['signOutUser'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/usage': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Count the calls of everybody
     * @description Oldest period first; what was not called at all has no row.
     *
     *     Needs the scope `admin:usage`; a login token needs the role `admin` instead.
     */
    get: operations['getUsage'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/audit-events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List what was changed, and by whom
     * @description Newest first. Events are only ever added.
     *
     *     Needs the scope `admin:audit`; a login token needs the role `admin` instead.
     */
    get: operations['listAuditEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/apps': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List apps, newest first
     * @description Needs the scope `admin:apps`; a login token needs the role `admin` instead.
     */
    get: operations['listApps'];
    put?: never;
    /**
     * Create an app
     * @description Needs the scope `admin:apps`; a login token needs the role `admin` instead.
     */
    post: operations['createApp'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/apps/{app_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Show an app
     * @description Needs the scope `admin:apps`; a login token needs the role `admin` instead.
     */
    get: operations['getApp'];
    put?: never;
    post?: never;
    /**
     * Remove an app and all its credentials
     * @description Needs the scope `admin:apps`; a login token needs the role `admin` instead.
     */
    delete: operations['deleteApp'];
    options?: never;
    head?: never;
    /**
     * Change an app
     * @description While an app is not enabled, all its credentials are refused.
     *
     *     Needs the scope `admin:apps`; a login token needs the role `admin` instead.
     */
    patch: operations['updateApp'];
    trace?: never;
  };
  '/admin/apps/{app_id}/api-keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the API keys of an app
     * @description Needs the scope `admin:api-keys`; a login token needs the role `admin` instead.
     */
    get: operations['listApiKeys'];
    put?: never;
    /**
     * Create an API key
     * @description Needs the scope `admin:api-keys`; a login token needs the role `admin` instead.
     */
    post: operations['createApiKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/apps/{app_id}/api-keys/{key_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Show an API key
     * @description Needs the scope `admin:api-keys`; a login token needs the role `admin` instead.
     */
    get: operations['getApiKey'];
    put?: never;
    post?: never;
    /**
     * Revoke an API key for good
     * @description Needs the scope `admin:api-keys`; a login token needs the role `admin` instead.
     */
    delete: operations['revokeApiKey'];
    options?: never;
    head?: never;
    /**
     * Change an API key
     * @description Needs the scope `admin:api-keys`; a login token needs the role `admin` instead.
     */
    patch: operations['updateApiKey'];
    trace?: never;
  };
  '/admin/apps/{app_id}/api-keys/{key_id}/rotate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Give an API key a new secret
     * @description The id stays. The old secret works for `overlap_seconds` more.
     *
     *     Needs the scope `admin:api-keys`; a login token needs the role `admin` instead.
     */
    post: operations['rotateApiKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/apps/{app_id}/access-keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the access keys of an app
     * @description Needs the scope `admin:access-keys`; a login token needs the role `admin` instead.
     */
    get: operations['listAccessKeys'];
    put?: never;
    /**
     * Create an access key (AK and SK)
     * @description Needs the scope `admin:access-keys`; a login token needs the role `admin` instead.
     */
    post: operations['createAccessKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/apps/{app_id}/access-keys/{access_key_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Show an access key
     * @description Needs the scope `admin:access-keys`; a login token needs the role `admin` instead.
     */
    get: operations['getAccessKey'];
    put?: never;
    post?: never;
    /**
     * Revoke an access key for good
     * @description Needs the scope `admin:access-keys`; a login token needs the role `admin` instead.
     */
    delete: operations['revokeAccessKey'];
    options?: never;
    head?: never;
    /**
     * Change an access key
     * @description Needs the scope `admin:access-keys`; a login token needs the role `admin` instead.
     */
    patch: operations['updateAccessKey'];
    trace?: never;
  };
  '/admin/apps/{app_id}/access-keys/{access_key_id}/rotate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Give an access key a new SK
     * @description Id and AK stay. The old SK works for `overlap_seconds` more.
     *
     *     Needs the scope `admin:access-keys`; a login token needs the role `admin` instead.
     */
    post: operations['rotateAccessKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/apps/{app_id}/oauth-clients': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the OAuth clients of an app
     * @description Needs the scope `admin:oauth-clients`; a login token needs the role `admin` instead.
     */
    get: operations['listOAuthClients'];
    put?: never;
    /**
     * Register an OAuth client
     * @description Needs the scope `admin:oauth-clients`; a login token needs the role `admin` instead.
     */
    post: operations['createOAuthClient'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/apps/{app_id}/oauth-clients/{client_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Show an OAuth client
     * @description Needs the scope `admin:oauth-clients`; a login token needs the role `admin` instead.
     */
    get: operations['getOAuthClient'];
    put?: never;
    post?: never;
    /**
     * Remove an OAuth client
     * @description Needs the scope `admin:oauth-clients`; a login token needs the role `admin` instead.
     */
    delete: operations['deleteOAuthClient'];
    options?: never;
    head?: never;
    /**
     * Change an OAuth client
     * @description Needs the scope `admin:oauth-clients`; a login token needs the role `admin` instead.
     */
    patch: operations['updateOAuthClient'];
    trace?: never;
  };
  '/admin/apps/{app_id}/oauth-clients/{client_id}/secrets': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the secrets of a client
     * @description Needs the scope `admin:oauth-clients`; a login token needs the role `admin` instead.
     */
    get: operations['listOAuthClientSecrets'];
    put?: never;
    /**
     * Add a secret beside those that are there, or in their place
     * @description Needs the scope `admin:oauth-clients`; a login token needs the role `admin` instead.
     */
    post: operations['addOAuthClientSecret'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/apps/{app_id}/oauth-clients/{client_id}/secrets/{secret_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * End a secret of a client
     * @description Needs the scope `admin:oauth-clients`; a login token needs the role `admin` instead.
     */
    delete: operations['deleteOAuthClientSecret'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/apps/{app_id}/oauth-clients/{client_id}/revoke-tokens': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * End every token of a client that was issued before a time
     * @description Access and refresh tokens, codes and grants, of all its users and of the client itself. Its secrets stay, and so does what its users have allowed.
     *
     *     Needs the scope `admin:oauth-clients`; a login token needs the role `admin` instead.
     */
    post: operations['revokeOAuthClientTokens'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/api-keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the API keys of all apps, newest first
     * @description Needs the scope `admin:api-keys`; a login token needs the role `admin` instead.
     */
    get: operations['searchApiKeys'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/access-keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the access keys of all apps, newest first
     * @description Needs the scope `admin:access-keys`; a login token needs the role `admin` instead.
     */
    get: operations['searchAccessKeys'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/oauth-clients': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the OAuth clients of all apps, newest first
     * @description Needs the scope `admin:oauth-clients`; a login token needs the role `admin` instead.
     */
    get: operations['searchOAuthClients'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/credentials/find': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * What a leaked credential is, to revoke it
     * @description Nothing of what is pasted is kept, logged or repeated, and it does not count as a use. What is nothing of this server’s, and what is somebody else’s, is the same 404. The audit log has who asked, and what was found.
     *
     *     Needs the scope `admin:credentials`; a login token needs the role `admin` instead.
     */
    post: operations['findCredential'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/apis': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List protected APIs, newest first
     * @description Needs the scope `admin:apis`; a login token needs the role `admin` instead.
     */
    get: operations['listApis'];
    put?: never;
    /**
     * Protect an API
     * @description Needs the scope `admin:apis`; a login token needs the role `admin` instead.
     */
    post: operations['createApi'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/apis/{api_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Show a protected API
     * @description Needs the scope `admin:apis`; a login token needs the role `admin` instead.
     */
    get: operations['getApi'];
    put?: never;
    post?: never;
    /**
     * Stop protecting, and serving, an API
     * @description Needs the scope `admin:apis`; a login token needs the role `admin` instead.
     */
    delete: operations['deleteApi'];
    options?: never;
    head?: never;
    /**
     * Change a protected API
     * @description Needs the scope `admin:apis`; a login token needs the role `admin` instead.
     */
    patch: operations['updateApi'];
    trace?: never;
  };
  '/admin/apis/test-upstream': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Whether an upstream answers, before an API is set to it
     * @description One GET by the rules of the gateway, without any credential: five seconds at most, no redirect followed, nothing of the answer shown but its status. What could not be set as an upstream is 400.
     *
     *     Needs the scope `admin:apis`; a login token needs the role `admin` instead.
     */
    post: operations['testUpstream'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/apis/{api_id}/grants': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the apps that an API is granted to
     * @description Needs the scope `admin:api-grants`; a login token needs the role `admin` instead.
     */
    get: operations['listApiGrants'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/apis/{api_id}/grants/{app_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Show a grant
     * @description Needs the scope `admin:api-grants`; a login token needs the role `admin` instead.
     */
    get: operations['getApiGrant'];
    /**
     * Grant an API to an app
     * @description Needed where `access` of the API is `granted`. Granting again replaces the grant as a whole.
     *
     *     Needs the scope `admin:api-grants`; a login token needs the role `admin` instead.
     */
    put: operations['putApiGrant'];
    post?: never;
    /**
     * Take an API from an app
     * @description Needs the scope `admin:api-grants`; a login token needs the role `admin` instead.
     */
    delete: operations['deleteApiGrant'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/apis/{api_id}/connect': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Write the configuration of a proxy that asks about every call of an API
     * @description For nginx, Caddy, Traefik, Envoy, HAProxy or Apache before the API. With `Accept: text/plain` the answer is the configuration alone.
     *
     *     Needs the scope `admin:apis`; a login token needs the role `admin` instead.
     */
    get: operations['connectApi'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/signing-keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the signing keys, newest first; those that are trusted come first
     * @description Needs the scope `admin:signing-keys`; a login token needs the role `admin` instead.
     */
    get: operations['listSigningKeys'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/signing-keys/rotate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Let the next keys sign from now on
     * @description The keys that signed stay trusted until their last token has ended. While a next key has not been published for a day, the answer is 409 and says in `ready_at` when it will have been.
     *
     *     Needs the scope `admin:signing-keys`; a login token needs the role `admin` instead.
     */
    post: operations['rotateSigningKeys'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/signing-keys/{key_id}/revoke': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * End trust in a key at once
     * @description For a key that somebody else may have. All tokens that it signed are refused within a second, perhaps also the one that makes this call. If the key is active, the next one signs from now on.
     *
     *     Needs the scope `admin:signing-keys`; a login token needs the role `admin` instead.
     */
    post: operations['revokeSigningKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/tokens/revoke': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * End every token and sign-in session that was issued before a time
     * @description For everybody, the caller included: login tokens, access and refresh tokens, codes, consents of sessions and sign-in sessions. For use after a leak, and after a backup was restored. API keys, access keys and client secrets stay.
     *
     *     Needs the scope `admin:tokens`; a login token needs the role `admin` instead.
     */
    post: operations['revokeAllTokens'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/decisions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the latest decisions of this process, newest first
     * @description What this process remembers: some 10,000 refusals and 2,000 allowed calls, none over a restart.
     *
     *     Needs the scope `admin:decisions`; a login token needs the role `admin` instead.
     */
    get: operations['listDecisions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/registration-tokens': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Let somebody register OAuth clients
     * @description Issues an initial access token for dynamic registration. 409 unless OSTIARY_DYNAMIC_REGISTRATION is `token`.
     *
     *     Needs the scope `admin:oauth-clients`; a login token needs the role `admin` instead.
     */
    post: operations['issueRegistrationToken'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/server': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Show what runs here, and how it was set up
     * @description Settings are changed in the environment of the process, not by a call. No secret is among them.
     *
     *     Needs the scope `admin:server`; a login token needs the role `admin` instead.
     */
    get: operations['getServer'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/account/profile': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Show what is known of you
     * @description Needs the scope `account:profile`.
     */
    get: operations['getMyProfile'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Change what is known of you
     * @description Standard claims of OpenID Connect (Core §5.1). Null removes one, what is absent stays as it is. A changed address or number counts as unverified. Name, roles and groups an administrator changes.
     *
     *     Needs the scope `account:profile`.
     */
    patch: operations['updateMyProfile'];
    trace?: never;
  };
  '/account/password': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Change your password
     * @description Ends all your other sign-ins, and all tokens that programs have of you. The sign-in that asks goes on. What you have allowed apps is remembered.
     */
    post: operations['changeMyPassword'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/account/sessions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List where you are signed in
     * @description Needs the scope `account:sessions`.
     */
    get: operations['listMySessions'];
    put?: never;
    post?: never;
    /**
     * Sign out everywhere
     * @description Here too: the calling login token stops working with all others.
     *
     *     Needs the scope `account:sessions`.
     */
    delete: operations['endMySessions'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/account/sessions/{session_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Sign out in one place
     * @description Its tokens stop working. Apps that were allowed access while you are away keep it: see authorized apps.
     *
     *     Needs the scope `account:sessions`.
     */
    delete: operations['endMySession'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/account/apis': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the APIs that your apps may call, newest first
     * @description Those that are open to every app, and those that were granted to an app of yours.
     *
     *     Needs the scope `account:apis`.
     */
    get: operations['listMyApis'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/account/authorized-apps': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the apps that you have allowed something
     * @description Needs the scope `account:authorized-apps`.
     */
    get: operations['listMyAuthorizedApps'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/account/authorized-apps/{client_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Take back what you have allowed an app
     * @description At once: its access and refresh tokens of you stop working, and it has to ask you anew.
     *
     *     Needs the scope `account:authorized-apps`.
     */
    delete: operations['endMyAuthorizedApp'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/account/apps': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List your apps, newest first
     * @description Needs the scope `account:apps`.
     */
    get: operations['listMyApps'];
    put?: never;
    /**
     * Create an app of your own
     * @description Needs the scope `account:apps`.
     */
    post: operations['createMyApp'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/account/apps/{app_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Show an app of yours
     * @description Needs the scope `account:apps`.
     */
    get: operations['getMyApp'];
    put?: never;
    post?: never;
    /**
     * Remove an app of yours and all its credentials
     * @description Needs the scope `account:apps`.
     */
    delete: operations['deleteMyApp'];
    options?: never;
    head?: never;
    /**
     * Change an app of yours
     * @description Needs the scope `account:apps`.
     */
    patch: operations['updateMyApp'];
    trace?: never;
  };
  '/account/usage': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Count the calls of your apps
     * @description Oldest period first. An app that is not yours has no calls here.
     *
     *     Needs the scope `account:usage`.
     */
    get: operations['getMyUsage'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/account/decisions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the latest decisions about you and your apps, newest first
     * @description What this process remembers of calls that showed a credential of yours or of an app that you owned then. A refusal before a credential was proved is nobody’s: find it by its request id.
     *
     *     Needs the scope `account:decisions`.
     */
    get: operations['listMyDecisions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/account/apps/{app_id}/api-keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the API keys of an app
     * @description Needs the scope `account:api-keys`.
     */
    get: operations['listMyApiKeys'];
    put?: never;
    /**
     * Create an API key
     * @description Needs the scope `account:api-keys`.
     */
    post: operations['createMyApiKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/account/apps/{app_id}/api-keys/{key_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Show an API key
     * @description Needs the scope `account:api-keys`.
     */
    get: operations['getMyApiKey'];
    put?: never;
    post?: never;
    /**
     * Revoke an API key for good
     * @description Needs the scope `account:api-keys`.
     */
    delete: operations['revokeMyApiKey'];
    options?: never;
    head?: never;
    /**
     * Change an API key
     * @description Needs the scope `account:api-keys`.
     */
    patch: operations['updateMyApiKey'];
    trace?: never;
  };
  '/account/apps/{app_id}/api-keys/{key_id}/rotate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Give an API key a new secret
     * @description The id stays. The old secret works for `overlap_seconds` more.
     *
     *     Needs the scope `account:api-keys`.
     */
    post: operations['rotateMyApiKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/account/apps/{app_id}/access-keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the access keys of an app
     * @description Needs the scope `account:access-keys`.
     */
    get: operations['listMyAccessKeys'];
    put?: never;
    /**
     * Create an access key (AK and SK)
     * @description Needs the scope `account:access-keys`.
     */
    post: operations['createMyAccessKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/account/apps/{app_id}/access-keys/{access_key_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Show an access key
     * @description Needs the scope `account:access-keys`.
     */
    get: operations['getMyAccessKey'];
    put?: never;
    post?: never;
    /**
     * Revoke an access key for good
     * @description Needs the scope `account:access-keys`.
     */
    delete: operations['revokeMyAccessKey'];
    options?: never;
    head?: never;
    /**
     * Change an access key
     * @description Needs the scope `account:access-keys`.
     */
    patch: operations['updateMyAccessKey'];
    trace?: never;
  };
  '/account/apps/{app_id}/access-keys/{access_key_id}/rotate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Give an access key a new SK
     * @description Id and AK stay. The old SK works for `overlap_seconds` more.
     *
     *     Needs the scope `account:access-keys`.
     */
    post: operations['rotateMyAccessKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/account/apps/{app_id}/oauth-clients': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the OAuth clients of an app
     * @description Needs the scope `account:oauth-clients`.
     */
    get: operations['listMyOAuthClients'];
    put?: never;
    /**
     * Register an OAuth client
     * @description Needs the scope `account:oauth-clients`.
     */
    post: operations['createMyOAuthClient'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/account/apps/{app_id}/oauth-clients/{client_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Show an OAuth client
     * @description Needs the scope `account:oauth-clients`.
     */
    get: operations['getMyOAuthClient'];
    put?: never;
    post?: never;
    /**
     * Remove an OAuth client
     * @description Needs the scope `account:oauth-clients`.
     */
    delete: operations['deleteMyOAuthClient'];
    options?: never;
    head?: never;
    /**
     * Change an OAuth client
     * @description Needs the scope `account:oauth-clients`.
     */
    patch: operations['updateMyOAuthClient'];
    trace?: never;
  };
  '/account/apps/{app_id}/oauth-clients/{client_id}/secrets': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the secrets of a client
     * @description Needs the scope `account:oauth-clients`.
     */
    get: operations['listMyOAuthClientSecrets'];
    put?: never;
    /**
     * Add a secret beside those that are there, or in their place
     * @description Needs the scope `account:oauth-clients`.
     */
    post: operations['addMyOAuthClientSecret'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/account/apps/{app_id}/oauth-clients/{client_id}/secrets/{secret_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * End a secret of a client
     * @description Needs the scope `account:oauth-clients`.
     */
    delete: operations['deleteMyOAuthClientSecret'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/account/apps/{app_id}/oauth-clients/{client_id}/revoke-tokens': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * End every token of a client that was issued before a time
     * @description Access and refresh tokens, codes and grants, of all its users and of the client itself. Its secrets stay, and so does what its users have allowed.
     *
     *     Needs the scope `account:oauth-clients`.
     */
    post: operations['revokeMyOAuthClientTokens'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/account/api-keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the API keys of all apps, newest first
     * @description Needs the scope `account:api-keys`.
     */
    get: operations['searchMyApiKeys'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/account/access-keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the access keys of all apps, newest first
     * @description Needs the scope `account:access-keys`.
     */
    get: operations['searchMyAccessKeys'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/account/oauth-clients': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the OAuth clients of all apps, newest first
     * @description Needs the scope `account:oauth-clients`.
     */
    get: operations['searchMyOAuthClients'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/account/credentials/find': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * What a leaked credential is, to revoke it
     * @description Nothing of what is pasted is kept, logged or repeated, and it does not count as a use. What is nothing of this server’s, and what is somebody else’s, is the same 404. The audit log has who asked, and what was found.
     *
     *     Needs the scope `account:credentials`.
     */
    post: operations['findMyCredential'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/credential': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who am I, and what is left to me */
    get: operations['getCredential'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/decisions/{request_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * How a call was decided, check by check
     * @description For the credential that was called with, for another credential of its app, for the signed-in owner of the app, and for administrators (role `admin`, or the scope `admin:decisions`). For everybody else, and for what is no longer remembered: the same 404.
     */
    get: operations['getDecision'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/doctor': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * What would become of a pasted call, and why
     * @description Looked at by the code that decides on calls, without making any. Nothing of what is pasted is kept, logged or counted. Address and origin allowlists are compared with the address of whoever asks here; limits are left out.
     */
    post: operations['diagnose'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/data': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Call with an API key in a header */
    get: operations['getData'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/data': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Call with an API key in header or query */
    get: operations['getDataV1'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/secure-endpoint': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Call with a Bearer token */
    post: operations['postSecureEndpoint'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/profile': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Call with any credential */
    get: operations['getProfile'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/user': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The user behind a token */
    get: operations['getTokenUser'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/protected': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who is logged in */
    get: operations['getProtected'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/Owners': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Call with a scoped access token
     * @description Needs the scope `read:owneraccounts`.
     */
    get: operations['listOwners'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/oauth/authorize': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Send a user here to sign in and consent
     * @description A page for the user’s browser, not for programs. It ends at the redirect URI, with `code`, `state` and `iss`, or with `error`. The same parameters may be posted as a form of at most 8 KiB.
     */
    get: operations['authorize'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/oauth/token': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Exchange a grant for tokens */
    post: operations['issueToken'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/oauth/revoke': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Revoke a token of this client (RFC 7009) */
    post: operations['revokeToken'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/oauth/introspect': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Ask what a credential is worth (RFC 7662)
     * @description For every kind of credential. A client may ask about the tokens that were issued to it and the credentials of its own app; one that is registered with `introspection: any` about all. Asking counts as no use.
     */
    post: operations['introspect'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/oauth/userinfo': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The signed-in user’s claims */
    get: operations['userInfo'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/oauth/jwks': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The public keys that verify tokens */
    get: operations['getJwks'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/oauth/logout': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Send a user here to sign out
     * @description OpenID Connect RP-Initiated Logout: a page that asks the user. The same parameters may be posted as a form of at most 8 KiB.
     */
    get: operations['endSession'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/oauth/par': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Push an authorization request (RFC 9126)
     * @description The `request_uri` is good for one authorization within 60 seconds.
     */
    post: operations['pushAuthorizationRequest'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/oauth/device_authorization': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Begin the sign-in of a device without a keyboard (RFC 8628)
     * @description Show `user_code` and `verification_uri` to the person, and poll the token endpoint every `interval` seconds.
     */
    post: operations['authorizeDevice'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/oauth/device': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Send a user here to connect a device
     * @description A page for the user’s browser, not for programs.
     */
    get: operations['enterDeviceCode'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/.well-known/openid-configuration': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** OpenID Connect discovery */
    get: operations['getOpenidConfiguration'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/.well-known/oauth-authorization-server': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Authorization server metadata (RFC 8414) */
    get: operations['getServerMetadata'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/.well-known/oauth-protected-resource': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** This server as a protected resource (RFC 9728) */
    get: operations['getResourceMetadata'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/.well-known/oauth-protected-resource/{path}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A protected API as a protected resource (RFC 9728 §3.1) */
    get: operations['getResourceMetadataOf'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/verify': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Decide on a request for a proxy
     * @description For reverse proxies of `OSTIARY_TRUSTED_PROXIES` only, with any method. The proxy sends the client’s headers, and says in those below which request it asks about. Envoy’s form is `/verify/<path>`, with the method and the `Host` of the original.
     */
    get: operations['verifyRequest'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/verify/denied': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Turn a refusal that nginx has carried into the client’s answer
     * @description Answers with the status, the headers and the problem document of that refusal. Never with success: without a fresh `X-Auth-Decision` of this server it is a plain 403.
     */
    get: operations['showRefusal'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/weather-basic/now': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Call an API behind the gateway
     * @description With a signed token, with an API key, or with nothing: all anonymous callers share one quota.
     */
    get: operations['getWeatherNow'];
    put?: never;
    /**
     * Call an API behind the gateway
     * @description With a signed token, with an API key, or with nothing: all anonymous callers share one quota.
     */
    post: operations['postWeatherNow'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/weather_basic/now': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Call an API behind the gateway
     * @description With a signed token, with an API key, or with nothing: all anonymous callers share one quota.
     */
    get: operations['getWeatherNowByAlias'];
    put?: never;
    /**
     * Call an API behind the gateway
     * @description With a signed token, with an API key, or with nothing: all anonymous callers share one quota.
     */
    post: operations['postWeatherNowByAlias'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /** @description Who calls, whatever was presented. */
    Principal: {
      /**
       * @description What the caller presented.
       * @enum {string}
       */
      kind: 'api_key' | 'access_token' | 'login_token' | 'app_token' | 'person_token' | 'anonymous';
      /** @description Who calls: a user, an app, a client or a person. */
      subject: string;
      /** @description The app that the credential belongs to. */
      app_id: string | null;
      credential_id: string | null;
      scopes: string[];
      roles: string[];
      groups: string[];
      expires_at: string | null;
    };
    Credential: {
      principal: components['schemas']['Principal'];
      /** @description The tightest of `limits`; null: nothing limits the credential here. */
      quota: components['schemas']['QuotaState'] | null;
      /** @description All of them, by the names that the RateLimit headers have. */
      limits: components['schemas']['LimitState'][];
      /** @description Your address, as this server sees it. */
      client_ip: string | null;
    };
    QuotaState: {
      limit: number;
      remaining: number;
      window_seconds: number;
      reset_seconds: number;
    };
    LimitState: {
      limit: number;
      remaining: number;
      window_seconds: number;
      reset_seconds: number;
      /** @example credential */
      name: string;
    };
    LoginTokens: {
      /** @description A login token: send it as `Bearer`. */
      access_token: string;
      /** @constant */
      token_type: 'Bearer';
      /** @description Seconds. */
      expires_in: number;
      /** @description Works once, at `POST /login/refresh`. */
      refresh_token: string;
    };
    Live: {
      /** @constant */
      status: 'ok';
    };
    Ready: {
      /** @constant */
      status: 'ok';
      /** @description What was looked at. */
      checks: string[];
    };
    SampleData: {
      data: components['schemas']['SampleRecord'][];
      principal: components['schemas']['Principal'];
    };
    SampleRecord: {
      id: number;
      name: string;
      built: number;
    };
    Profile: {
      id: string;
      username: string;
      roles: string[];
      groups: string[];
      claims: components['schemas']['UserClaims'];
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      updated_at: string;
    };
    SecureAnswer: {
      ok: boolean;
      principal: components['schemas']['Principal'];
    };
    TokenUser: {
      sub: string;
      username?: string;
      /** @description Space-separated. */
      scope: string;
    };
    LoggedIn: {
      logged_in_as: string;
    };
    Owners: components['schemas']['Owner'][];
    Owner: {
      id: string;
      name: string;
      ownerType: string;
    };
    Weather: {
      weather: components['schemas']['WeatherReport'];
      called_as: components['schemas']['WeatherCaller'];
    };
    WeatherReport: {
      place: string;
      /** @enum {string} */
      condition: 'clear' | 'cloudy' | 'rain' | 'fog' | 'wind';
      temperature_c: number;
      /** Format: date-time */
      observed_at: string;
    };
    /** @description The caller as the identity headers told the API behind the gateway. */
    WeatherCaller: {
      /** @enum {string} */
      kind: 'app' | 'person' | 'anonymous';
      app: string;
      subject?: string;
      roles?: string[];
      groups?: string[];
    };
    /** @description The error of every OAuth endpoint (RFC 6749 §5.2). */
    OAuthError: {
      error: string;
      error_description?: string;
    };
    OAuthTokens: {
      /** @description A JWT (RFC 9068): send it under the scheme that `token_type` names. */
      access_token: string;
      /** @enum {string} */
      token_type: 'Bearer' | 'DPoP';
      /** @description Seconds. */
      expires_in: number;
      /** @description Replaced at every use. */
      refresh_token?: string;
      /** @description What was granted, space-separated. */
      scope?: string;
      /** @description After a token exchange (RFC 8693 §2.2.1). */
      issued_token_type?: string;
      /** @description When `openid` was granted. */
      id_token?: string;
    };
    PushedRequest: {
      /** @description For the authorization endpoint, with `client_id`. */
      request_uri: string;
      /** @description Seconds. */
      expires_in: number;
    };
    DeviceAuthorization: {
      /** @description For the token endpoint; never shown to anybody. */
      device_code: string;
      /** @description What the device shows to the person. */
      user_code: string;
      /** Format: uri */
      verification_uri: string;
      /**
       * Format: uri
       * @description With the user code, such as for a QR code.
       */
      verification_uri_complete: string;
      /** @description Seconds. */
      expires_in: number;
      /** @description Seconds between two questions to the token endpoint. */
      interval: number;
    };
    /** @description What a credential is worth (RFC 7662 §2.2). */
    Introspection: {
      active: boolean;
      scope?: string;
      client_id?: string;
      username?: string;
      token_type?: string;
      exp?: number;
      iat?: number;
      nbf?: number;
      sub?: string;
      aud?: string | string[];
      iss?: string;
      jti?: string;
      /**
       * @description What was asked about.
       * @enum {string}
       */
      kind?:
        'api_key' | 'access_token' | 'login_token' | 'app_token' | 'person_token' | 'refresh_token';
      app_id?: string;
      credential_id?: string;
      roles?: string[];
      groups?: string[];
      /** @description `ip_allowlist`, `origin_allowlist`: whether a call is within them, only the door can tell. */
      restricted_by?: string[];
    } & {
      [key: string]: unknown;
    };
    UserInfo: {
      sub: string;
    } & {
      [key: string]: unknown;
    };
    Jwks: {
      keys: components['schemas']['Jwk'][];
    };
    Jwk: {
      kty: string;
      kid: string;
      /** @constant */
      use?: 'sig';
      alg?: string;
    } & {
      [key: string]: unknown;
    };
    ServerMetadata: {
      /** Format: uri */
      issuer: string;
      /** Format: uri */
      authorization_endpoint: string;
      /** Format: uri */
      token_endpoint: string;
      /** Format: uri */
      jwks_uri: string;
      /** Format: uri */
      userinfo_endpoint?: string;
      /** Format: uri */
      revocation_endpoint?: string;
      /** Format: uri */
      introspection_endpoint?: string;
      /** Format: uri */
      end_session_endpoint?: string;
      scopes_supported?: string[];
      response_types_supported: string[];
      grant_types_supported?: string[];
      code_challenge_methods_supported?: string[];
      token_endpoint_auth_methods_supported?: string[];
    } & {
      [key: string]: unknown;
    };
    ResourceMetadata: {
      /** Format: uri */
      resource: string;
      authorization_servers?: string[];
      scopes_supported?: string[];
      bearer_methods_supported?: string[];
      dpop_signing_alg_values_supported?: string[];
    } & {
      [key: string]: unknown;
    };
    /** @description Why a request was refused (RFC 9457). `code` is stable; texts may change. */
    Problem: {
      /**
       * Format: uri
       * @description The kind of problem; equal to `doc_url`.
       */
      type: string;
      /** @description The same for every problem of this code. */
      title: string;
      status: number;
      /** @description What is wrong with this request. */
      detail: string;
      /**
       * Format: uri-reference
       * @description The path that was called.
       */
      instance: string;
      /** @enum {string} */
      code:
        | 'invalid_request'
        | 'multiple_credentials'
        | 'method_not_allowed'
        | 'request_timeout'
        | 'payload_too_large'
        | 'unsupported_media_type'
        | 'credential_missing'
        | 'scheme_missing'
        | 'scheme_unsupported'
        | 'credential_malformed'
        | 'credential_kind_not_accepted'
        | 'bad_credentials'
        | 'api_key_unknown'
        | 'api_key_expired'
        | 'api_key_revoked'
        | 'access_key_unknown'
        | 'access_key_revoked'
        | 'token_malformed'
        | 'token_signature_invalid'
        | 'token_expired'
        | 'token_not_yet_valid'
        | 'token_lifetime_exceeded'
        | 'token_wrong_type'
        | 'token_wrong_audience'
        | 'token_wrong_issuer'
        | 'token_revoked'
        | 'token_binding_mismatch'
        | 'dpop_proof_invalid'
        | 'app_disabled'
        | 'user_disabled'
        | 'ip_not_allowed'
        | 'origin_not_allowed'
        | 'insufficient_scope'
        | 'role_required'
        | 'scope_not_grantable'
        | 'token_type_not_allowed'
        | 'assertion_not_allowed'
        | 'api_not_granted'
        | 'untrusted_proxy'
        | 'proxy_request_invalid'
        | 'identity_too_long'
        | 'not_found'
        | 'conflict'
        | 'rate_limited'
        | 'quota_exceeded'
        | 'anonymous_quota_exceeded'
        | 'too_many_attempts'
        | 'server_error'
        | 'upstream_unreachable'
        | 'unavailable'
        | 'upstream_timeout'
        | 'loop_detected';
      /** @description Equal to the header `X-Request-Id`. */
      request_id: string;
      /**
       * Format: uri
       * @description Cause and remedy of this code.
       */
      doc_url: string;
      /** @description What to change, where that can be known. */
      hint?: string;
      /** @description On a 401: the kinds of credentials that are accepted here. */
      accepted_kinds?: (
        'api_key' | 'access_token' | 'login_token' | 'app_token' | 'person_token'
      )[];
      /** @description The kind that was presented instead. */
      presented_kind?: string;
      /** @description With `insufficient_scope`: all that this call needs. */
      required_scopes?: string[];
      /** @description Those of them that the credential does not have. */
      missing_scopes?: string[];
      /** @description On a 503 of `/readyz`: the checks that failed. */
      failed?: string[];
      /** @description On a 409 for an `Idempotency-Key`: what the first request with it made or changed. */
      id?: string;
      /** @description With `bad_credentials`: for clients that look for it. */
      msg?: string;
      /** @description The places in the request that are wrong. */
      errors?: components['schemas']['FieldError'][];
    };
    FieldError: {
      /** @description JSON Pointer in fragment form (RFC 6901 §6). */
      pointer: string;
      detail: string;
    };
    User: {
      id: string;
      username: string;
      roles: string[];
      groups: string[];
      claims: components['schemas']['UserClaims'];
      has_password: boolean;
      enabled: boolean;
      disabled_at: string | null;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      updated_at: string;
    };
    App: {
      id: string;
      name: string;
      description: string | null;
      owner_id: string | null;
      /** @description What the owner may give credentials of the app, under `/account`. */
      allowed_scopes: string[];
      /** @description The first of `rate_limits`. */
      rate_limit: components['schemas']['Quota'] | null;
      rate_limits: components['schemas']['Quota'][];
      quota: components['schemas']['PeriodQuota'] | null;
      enabled: boolean;
      disabled_at: string | null;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      updated_at: string;
    };
    IssuedApiKey: {
      id: string;
      app_id: string;
      name: string;
      /** @enum {string} */
      environment: 'live' | 'test';
      /** @description Both ends of the newest secret. */
      preview: string;
      scopes: string[];
      ip_allowlist: string[] | null;
      origin_allowlist: string[] | null;
      /** @description The first of `rate_limits`. */
      rate_limit: components['schemas']['Quota'] | null;
      rate_limits: components['schemas']['Quota'][];
      quota: components['schemas']['PeriodQuota'] | null;
      /** @description What the other side has set, and holds beside `rate_limits` and `quota`: the owner, for administrators, and the administration, for owners. */
      further_limits: components['schemas']['FurtherLimits'] | null;
      expires_at: string | null;
      /** @description False while it is disabled, and once it is revoked. */
      enabled: boolean;
      disabled_at: string | null;
      revoked_at: string | null;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      updated_at: string;
      /** @description The last use, to the minute; null: it was never used. */
      last_used: components['schemas']['LastUse'] | null;
      /** @description The secrets that work while the key does; none once it is revoked. */
      secrets: components['schemas']['ApiKeySecret'][];
      /** @description The API key. It is shown this once. */
      key: string;
    };
    ApiKey: {
      id: string;
      app_id: string;
      name: string;
      /** @enum {string} */
      environment: 'live' | 'test';
      /** @description Both ends of the newest secret. */
      preview: string;
      scopes: string[];
      ip_allowlist: string[] | null;
      origin_allowlist: string[] | null;
      /** @description The first of `rate_limits`. */
      rate_limit: components['schemas']['Quota'] | null;
      rate_limits: components['schemas']['Quota'][];
      quota: components['schemas']['PeriodQuota'] | null;
      /** @description What the other side has set, and holds beside `rate_limits` and `quota`: the owner, for administrators, and the administration, for owners. */
      further_limits: components['schemas']['FurtherLimits'] | null;
      expires_at: string | null;
      /** @description False while it is disabled, and once it is revoked. */
      enabled: boolean;
      disabled_at: string | null;
      revoked_at: string | null;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      updated_at: string;
      /** @description The last use, to the minute; null: it was never used. */
      last_used: components['schemas']['LastUse'] | null;
      /** @description The secrets that work while the key does; none once it is revoked. */
      secrets: components['schemas']['ApiKeySecret'][];
    };
    IssuedAccessKey: {
      id: string;
      app_id: string;
      /** @description The `iss` of the tokens that are signed with the SK. */
      ak: string;
      name: string;
      /** @description Both ends of the newest SK. */
      preview: string;
      token_types: ('app_token' | 'person_token')[];
      assertable_roles: string[] | null;
      scopes: string[];
      ip_allowlist: string[] | null;
      origin_allowlist: string[] | null;
      /** @description The first of `rate_limits`. */
      rate_limit: components['schemas']['Quota'] | null;
      rate_limits: components['schemas']['Quota'][];
      quota: components['schemas']['PeriodQuota'] | null;
      /** @description What the other side has set, and holds beside `rate_limits` and `quota`: the owner, for administrators, and the administration, for owners. */
      further_limits: components['schemas']['FurtherLimits'] | null;
      /** @description False while it is disabled, and once it is revoked. */
      enabled: boolean;
      disabled_at: string | null;
      revoked_at: string | null;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      updated_at: string;
      /** @description The last use, to the minute; null: it was never used. */
      last_used: components['schemas']['LastUse'] | null;
      /** @description The SKs that work while the access key does; none once it is revoked. */
      secrets: components['schemas']['AccessKeySecret'][];
      /** @description The SK. It is shown this once. */
      sk: string;
    };
    AccessKey: {
      id: string;
      app_id: string;
      /** @description The `iss` of the tokens that are signed with the SK. */
      ak: string;
      name: string;
      /** @description Both ends of the newest SK. */
      preview: string;
      token_types: ('app_token' | 'person_token')[];
      assertable_roles: string[] | null;
      scopes: string[];
      ip_allowlist: string[] | null;
      origin_allowlist: string[] | null;
      /** @description The first of `rate_limits`. */
      rate_limit: components['schemas']['Quota'] | null;
      rate_limits: components['schemas']['Quota'][];
      quota: components['schemas']['PeriodQuota'] | null;
      /** @description What the other side has set, and holds beside `rate_limits` and `quota`: the owner, for administrators, and the administration, for owners. */
      further_limits: components['schemas']['FurtherLimits'] | null;
      /** @description False while it is disabled, and once it is revoked. */
      enabled: boolean;
      disabled_at: string | null;
      revoked_at: string | null;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      updated_at: string;
      /** @description The last use, to the minute; null: it was never used. */
      last_used: components['schemas']['LastUse'] | null;
      /** @description The SKs that work while the access key does; none once it is revoked. */
      secrets: components['schemas']['AccessKeySecret'][];
    };
    RegisteredOAuthClient: {
      client_id: string;
      /** @description Seconds since 1970 (RFC 7591 §3.2.1). */
      client_id_issued_at: number;
      app_id: string;
      client_name: string;
      /** @enum {string} */
      kind: 'web' | 'spa' | 'native' | 'machine' | 'mcp';
      redirect_uris: string[];
      post_logout_redirect_uris: string[];
      grant_types: (
        | 'authorization_code'
        | 'refresh_token'
        | 'client_credentials'
        | 'urn:ietf:params:oauth:grant-type:device_code'
        | 'urn:ietf:params:oauth:grant-type:jwt-bearer'
        | 'urn:ietf:params:oauth:grant-type:token-exchange'
      )[];
      response_types: string[];
      scope: string;
      /** @description Null: the client cannot act as itself. */
      machine_scope: string | null;
      resources: string[] | null;
      /** @enum {string} */
      introspection: 'own' | 'any';
      /** @enum {string} */
      token_endpoint_auth_method:
        'client_secret_basic' | 'client_secret_post' | 'private_key_jwt' | 'none';
      jwks: components['schemas']['JsonWebKeySet'] | null;
      jwks_uri: string | null;
      /** @enum {string} */
      application_type: 'web' | 'native';
      require_pkce: boolean;
      dpop_bound_access_tokens: boolean;
      require_pushed_authorization_requests: boolean;
      client_uri: string | null;
      logo_uri: string | null;
      policy_uri: string | null;
      tos_uri: string | null;
      /** @description The first of `rate_limits`. */
      rate_limit: components['schemas']['Quota'] | null;
      rate_limits: components['schemas']['Quota'][];
      quota: components['schemas']['PeriodQuota'] | null;
      /** @description What the other side has set, and holds beside `rate_limits` and `quota`: the owner, for administrators, and the administration, for owners. */
      further_limits: components['schemas']['FurtherLimits'] | null;
      /** @description The client_id of a client that is known by its metadata document: its URL. */
      metadata_url: string | null;
      enabled: boolean;
      disabled_at: string | null;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      updated_at: string;
      /** @description The last use, to the minute; null: it was never used. */
      last_used: components['schemas']['LastUse'] | null;
      /** @description Shown this once. A public client has none. */
      client_secret?: string;
      /** @description Seconds since 1970; 0: never (RFC 7591 §3.2.1). */
      client_secret_expires_at?: number;
    };
    OAuthClient: {
      client_id: string;
      /** @description Seconds since 1970 (RFC 7591 §3.2.1). */
      client_id_issued_at: number;
      app_id: string;
      client_name: string;
      /** @enum {string} */
      kind: 'web' | 'spa' | 'native' | 'machine' | 'mcp';
      redirect_uris: string[];
      post_logout_redirect_uris: string[];
      grant_types: (
        | 'authorization_code'
        | 'refresh_token'
        | 'client_credentials'
        | 'urn:ietf:params:oauth:grant-type:device_code'
        | 'urn:ietf:params:oauth:grant-type:jwt-bearer'
        | 'urn:ietf:params:oauth:grant-type:token-exchange'
      )[];
      response_types: string[];
      scope: string;
      /** @description Null: the client cannot act as itself. */
      machine_scope: string | null;
      resources: string[] | null;
      /** @enum {string} */
      introspection: 'own' | 'any';
      /** @enum {string} */
      token_endpoint_auth_method:
        'client_secret_basic' | 'client_secret_post' | 'private_key_jwt' | 'none';
      jwks: components['schemas']['JsonWebKeySet'] | null;
      jwks_uri: string | null;
      /** @enum {string} */
      application_type: 'web' | 'native';
      require_pkce: boolean;
      dpop_bound_access_tokens: boolean;
      require_pushed_authorization_requests: boolean;
      client_uri: string | null;
      logo_uri: string | null;
      policy_uri: string | null;
      tos_uri: string | null;
      /** @description The first of `rate_limits`. */
      rate_limit: components['schemas']['Quota'] | null;
      rate_limits: components['schemas']['Quota'][];
      quota: components['schemas']['PeriodQuota'] | null;
      /** @description What the other side has set, and holds beside `rate_limits` and `quota`: the owner, for administrators, and the administration, for owners. */
      further_limits: components['schemas']['FurtherLimits'] | null;
      /** @description The client_id of a client that is known by its metadata document: its URL. */
      metadata_url: string | null;
      enabled: boolean;
      disabled_at: string | null;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      updated_at: string;
      /** @description The last use, to the minute; null: it was never used. */
      last_used: components['schemas']['LastUse'] | null;
    };
    IssuedClientSecret: {
      id: string;
      preview: string;
      expires_at: string | null;
      /** @description To the minute; null: never. */
      last_used_at: string | null;
      /** Format: date-time */
      created_at: string;
      /** @description The secret. It is shown this once. */
      client_secret: string;
    };
    HeldApiKey: {
      id: string;
      app_id: string;
      name: string;
      /** @enum {string} */
      environment: 'live' | 'test';
      /** @description Both ends of the newest secret. */
      preview: string;
      scopes: string[];
      ip_allowlist: string[] | null;
      origin_allowlist: string[] | null;
      /** @description The first of `rate_limits`. */
      rate_limit: components['schemas']['Quota'] | null;
      rate_limits: components['schemas']['Quota'][];
      quota: components['schemas']['PeriodQuota'] | null;
      /** @description What the other side has set, and holds beside `rate_limits` and `quota`: the owner, for administrators, and the administration, for owners. */
      further_limits: components['schemas']['FurtherLimits'] | null;
      expires_at: string | null;
      /** @description False while it is disabled, and once it is revoked. */
      enabled: boolean;
      disabled_at: string | null;
      revoked_at: string | null;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      updated_at: string;
      /** @description The last use, to the minute; null: it was never used. */
      last_used: components['schemas']['LastUse'] | null;
      /** @description The secrets that work while the key does; none once it is revoked. */
      secrets: components['schemas']['ApiKeySecret'][];
      app_name: string;
      /** @description Null: the app is the administration’s. */
      owner_id: string | null;
    };
    HeldAccessKey: {
      id: string;
      app_id: string;
      /** @description The `iss` of the tokens that are signed with the SK. */
      ak: string;
      name: string;
      /** @description Both ends of the newest SK. */
      preview: string;
      token_types: ('app_token' | 'person_token')[];
      assertable_roles: string[] | null;
      scopes: string[];
      ip_allowlist: string[] | null;
      origin_allowlist: string[] | null;
      /** @description The first of `rate_limits`. */
      rate_limit: components['schemas']['Quota'] | null;
      rate_limits: components['schemas']['Quota'][];
      quota: components['schemas']['PeriodQuota'] | null;
      /** @description What the other side has set, and holds beside `rate_limits` and `quota`: the owner, for administrators, and the administration, for owners. */
      further_limits: components['schemas']['FurtherLimits'] | null;
      /** @description False while it is disabled, and once it is revoked. */
      enabled: boolean;
      disabled_at: string | null;
      revoked_at: string | null;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      updated_at: string;
      /** @description The last use, to the minute; null: it was never used. */
      last_used: components['schemas']['LastUse'] | null;
      /** @description The SKs that work while the access key does; none once it is revoked. */
      secrets: components['schemas']['AccessKeySecret'][];
      app_name: string;
      /** @description Null: the app is the administration’s. */
      owner_id: string | null;
    };
    HeldOAuthClient: {
      client_id: string;
      /** @description Seconds since 1970 (RFC 7591 §3.2.1). */
      client_id_issued_at: number;
      app_id: string;
      client_name: string;
      kind: string;
      redirect_uris: string[];
      post_logout_redirect_uris: string[];
      grant_types: string[];
      response_types: string[];
      scope: string;
      /** @description Null: the client cannot act as itself. */
      machine_scope: string | null;
      resources: string[] | null;
      introspection: string;
      token_endpoint_auth_method: string;
      jwks: components['schemas']['JsonWebKeySet'] | null;
      jwks_uri: string | null;
      application_type: string;
      require_pkce: boolean;
      dpop_bound_access_tokens: boolean;
      require_pushed_authorization_requests: boolean;
      client_uri: string | null;
      logo_uri: string | null;
      policy_uri: string | null;
      tos_uri: string | null;
      /** @description The first of `rate_limits`. */
      rate_limit: components['schemas']['Quota'] | null;
      rate_limits: components['schemas']['Quota'][];
      quota: components['schemas']['PeriodQuota'] | null;
      /** @description What the other side has set, and holds beside `rate_limits` and `quota`: the owner, for administrators, and the administration, for owners. */
      further_limits: components['schemas']['FurtherLimits'] | null;
      /** @description The client_id of a client that is known by its metadata document: its URL. */
      metadata_url: string | null;
      enabled: boolean;
      disabled_at: string | null;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      updated_at: string;
      /** @description The last use, to the minute; null: it was never used. */
      last_used: components['schemas']['LastUse'] | null;
      app_name: string;
      /** @description Null: the app is the administration’s. */
      owner_id: string | null;
    };
    FoundCredential: {
      /** @enum {string} */
      kind:
        | 'api_key'
        | 'access_key'
        | 'oauth_client_secret'
        | 'access_token'
        | 'login_token'
        | 'refresh_token';
      /** @description Of the key, the client secret, the client or the session. */
      id: string;
      /** @description Of the key, the client or the user. */
      name: string | null;
      /** @description Both ends of a secret that has some. */
      preview: string | null;
      /** @description False for an AK, which is public by itself, and for a token that names it. */
      is_secret: boolean;
      app_id: string | null;
      app_name: string | null;
      /** @description Who owns the app. */
      owner_id: string | null;
      /** @description Whom a token speaks for. */
      user_id: string | null;
      /**
       * @description `active`: it opens doors. `replaced`: a newer secret took its place.
       * @enum {string}
       */
      state: 'active' | 'disabled' | 'expired' | 'replaced' | 'revoked';
      created_at: string | null;
      expires_at: string | null;
      /** @description The last use, to the minute; null: it was never used. */
      last_used: components['schemas']['LastUse'] | null;
      links: components['schemas']['CredentialLinks'];
    };
    ProtectedApi: {
      id: string;
      name: string;
      audience: string;
      host: string | null;
      path_prefix: string;
      path_aliases: string[];
      upstream: string | null;
      upstream_options: components['schemas']['UpstreamOptions'];
      scopes: components['schemas']['ApiScope'][];
      accept: ('api_key' | 'access_token' | 'login_token' | 'app_token' | 'person_token')[];
      query_key: boolean;
      query_key_name: string | null;
      environment: ('live' | 'test') | null;
      /** @enum {string} */
      access: 'all' | 'granted';
      anonymous: components['schemas']['Quota'] | null;
      /** @description The first of `rate_limits`. */
      rate_limit: components['schemas']['Quota'] | null;
      rate_limits: components['schemas']['Quota'][];
      quota: components['schemas']['PeriodQuota'] | null;
      total_rate_limits: components['schemas']['Quota'][];
      routes: components['schemas']['ApiRoute'][];
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      updated_at: string;
    };
    UpstreamTest: {
      /** @description Whether it answered, with whatever status. */
      reachable: boolean;
      /** @description Of its answer; a redirect is not followed. */
      status: number | null;
      duration_ms: number;
      /** @description Why it gave no answer. `forbidden_address`: its name leads to where no upstream may lie. */
      reason:
        | (
            | 'dns_failed'
            | 'forbidden_address'
            | 'connection_refused'
            | 'no_route'
            | 'tls_failed'
            | 'connection_closed'
            | 'not_http'
            | 'timed_out'
            | 'failed'
          )
        | null;
      /** @description What the failure is called further down, such as `CERT_HAS_EXPIRED`. */
      failure_code: string | null;
    };
    ApiGrant: {
      api_id: string;
      app_id: string;
      /** @description The first of `rate_limits`. */
      rate_limit: components['schemas']['Quota'] | null;
      rate_limits: components['schemas']['Quota'][];
      quota: components['schemas']['PeriodQuota'] | null;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      updated_at: string;
    };
    SigningKey: {
      /** @description The `kid` of its tokens: its JWK thumbprint (RFC 7638). */
      id: string;
      /**
       * @description `access`: access and login tokens (ES256). `id_token`: ID tokens (RS256).
       * @enum {string}
       */
      use: 'access' | 'id_token';
      /** @enum {string} */
      algorithm: 'ES256' | 'RS256';
      /**
       * @description `next` is published and waits; `active` signs; `retiring` still verifies what it signed; `retired` and `revoked` are trusted no more.
       * @enum {string}
       */
      state: 'next' | 'active' | 'retiring' | 'retired' | 'revoked';
      /** Format: date-time */
      created_at: string;
      /** @description When it has been published long enough to sign. */
      ready_at: string | null;
      activated_at: string | null;
      /** @description When the last that it signed is of no use any more. */
      retires_at: string | null;
      retired_at: string | null;
      revoked_at: string | null;
    };
    TokenCutoff: {
      /**
       * Format: date-time
       * @description What was issued before this time does not count. It never moves back.
       */
      not_before: string;
    };
    RegistrationToken: {
      /** @description The initial access token (RFC 7591 §1.2). It is shown this once. */
      registration_token: string;
      registration_endpoint: string;
      /** Format: date-time */
      expires_at: string;
    };
    Server: {
      /** @example 0.1.0 */
      version: string;
      /** @example 24.11.0 */
      node_version: string;
      /** Format: date-time */
      started_at: string;
      /** @description Of the process that answers. */
      uptime_seconds: number;
      production: boolean;
      /** @description Processes that answer calls. */
      workers: number;
      /** @enum {string} */
      database: 'sqlite' | 'postgres';
      /** @description Whether limits and changes are shared by Redis. */
      redis: boolean;
      /** @description Whether the sample APIs are served. */
      samples: boolean;
      public_url: string;
      /** @description The `iss` of tokens that are signed here. */
      issuer: string;
      documents: components['schemas']['ServerDocuments'];
      /** @description Of its pages and of the console. */
      languages: string[];
      token_lifetimes: components['schemas']['TokenLifetimes'];
      key_prefix: string;
      signed_token_headers: string[];
      /** @description 0: only when it is asked for. */
      signing_key_rotation_days: number;
      /** @description 0: for ever. */
      usage_retention_days: number;
      /** @description With credentials that are not good, from one network; 0: any number. */
      failed_calls_per_minute: number;
      /** @description Null: no limit. */
      max_upload_bytes: number | null;
      trusted_proxies: string[];
      forwarding_header: string;
      /** @enum {string} */
      dynamic_registration: 'off' | 'token' | 'open';
      client_metadata_documents: boolean;
      self_registered_scopes: string[];
      /** @enum {string} */
      request_log: 'refusals' | 'all';
    };
    Decision: {
      /** @example req_01kaxn5m2v4t8r6q0w3y9z1b5d */
      request_id: string;
      /** Format: date-time */
      decided_at: string;
      method: string;
      /** @description Without the query, which may hold a key. */
      path: string;
      api: components['schemas']['NamedApi'];
      /**
       * @description `failed`: something that the decision needs was not there (503).
       * @enum {string}
       */
      outcome: 'allowed' | 'refused' | 'failed';
      failed_check:
        | (
            | 'presented'
            | 'verified'
            | 'kind'
            | 'audience'
            | 'api_grant'
            | 'address'
            | 'origin'
            | 'role'
            | 'scope'
            | 'limit'
          )
        | null;
      /** @description The error code of a refusal; null for an allowed call. */
      code: string | null;
      title: string | null;
      detail: string | null;
      hint: string | null;
      doc_url: string | null;
      /** @description The kind of the credential, once it was proved. */
      kind: string | null;
      app_id: string | null;
      credential_id: string | null;
      client_ip: string | null;
      user_agent: string | null;
      limits: components['schemas']['DecidedLimit'][];
      /** @description How long the decision took. */
      duration_ms: number;
      /** @description Every check, in the order in which they are made. */
      checks: components['schemas']['Check'][];
    };
    Diagnosis: {
      /** @enum {string} */
      verdict: 'would be allowed' | 'would be refused' | 'needs no credential' | 'not looked at';
      /** @description The status that the call would get. */
      status: number | null;
      code: string | null;
      title: string | null;
      detail: string | null;
      hint: string | null;
      doc_url: string | null;
      /** @description What the URL leads to; null: nothing protected, or no URL was named. */
      api: components['schemas']['NamedApi'] | null;
      checks: components['schemas']['Check'][];
      /** @description What else stands out, whatever the verdict. */
      findings: components['schemas']['Finding'][];
      /**
       * Format: date-time
       * @description To compare one’s own clock with.
       */
      server_time: string;
    };
    LoginRequest: {
      username: string;
      password: string;
    };
    RefreshLoginRequest: {
      refresh_token: string;
    };
    LogoutRequest: Record<string, never>;
    CreateUserRequest: {
      /** @example olga */
      username: string;
      /**
       * @description At least 15 characters. Null: no sign-in with a password.
       * @default null
       */
      password?: string | null;
      /**
       * @description The role `admin` opens the administration.
       * @default []
       */
      roles?: string[];
      /** @default [] */
      groups?: string[];
      claims?: components['schemas']['UserClaims'];
    };
    UpdateUserRequest: {
      /** @example olga */
      username?: string;
      /** @description At least 15 characters. Null: no sign-in with a password. */
      password?: string | null;
      /** @description The role `admin` opens the administration. */
      roles?: string[];
      groups?: string[];
      claims?: components['schemas']['UserClaims'];
      enabled?: boolean;
    };
    CreateAppRequest: {
      /** @example Orders */
      name: string;
      /** @default null */
      description?: string | null;
      /**
       * @description The user who answers for the app; null: the administration.
       * @default null
       */
      owner_id?: string | null;
      /**
       * @description What the owner may give credentials of the app, under `/account`.
       * @default []
       */
      allowed_scopes?: string[];
      /**
       * @description The only window; null: none. Give this or `rate_limits`.
       * @example null
       */
      rate_limit?: components['schemas']['Quota'] | null;
      /**
       * @description All the windows that hold at once; empty: none. Give this or `rate_limit`.
       * @example [
       *       {
       *         "limit": 10,
       *         "window_seconds": 1
       *       },
       *       {
       *         "limit": 1000,
       *         "window_seconds": 3600
       *       }
       *     ]
       */
      rate_limits?: components['schemas']['Quota'][];
      /**
       * @description Calls in a calendar day or month (UTC), counted durably; null: no such quota.
       * @example null
       */
      quota?: components['schemas']['PeriodQuota'] | null;
    };
    UpdateAppRequest: {
      /** @example Orders */
      name?: string;
      description?: string | null;
      /** @description The user who answers for the app; null: the administration. */
      owner_id?: string | null;
      /** @description What the owner may give credentials of the app, under `/account`. */
      allowed_scopes?: string[];
      /**
       * @description The only window; null: none. Give this or `rate_limits`.
       * @example null
       */
      rate_limit?: components['schemas']['Quota'] | null;
      /**
       * @description All the windows that hold at once; empty: none. Give this or `rate_limit`.
       * @example [
       *       {
       *         "limit": 10,
       *         "window_seconds": 1
       *       },
       *       {
       *         "limit": 1000,
       *         "window_seconds": 3600
       *       }
       *     ]
       */
      rate_limits?: components['schemas']['Quota'][];
      /**
       * @description Calls in a calendar day or month (UTC), counted durably; null: no such quota.
       * @example null
       */
      quota?: components['schemas']['PeriodQuota'] | null;
      enabled?: boolean;
    };
    CreateApiKeyRequest: {
      /** @example Orders */
      name: string;
      /** @default [] */
      scopes?: string[];
      /**
       * @default live
       * @enum {string}
       */
      environment?: 'live' | 'test';
      /** @example null */
      expires_at?: string | null;
      /** @example null */
      ip_allowlist?: string[] | null;
      /** @example null */
      origin_allowlist?: string[] | null;
      /**
       * @description The only window; null: none. Give this or `rate_limits`.
       * @example null
       */
      rate_limit?: components['schemas']['Quota'] | null;
      /**
       * @description All the windows that hold at once; empty: none. Give this or `rate_limit`.
       * @example [
       *       {
       *         "limit": 10,
       *         "window_seconds": 1
       *       },
       *       {
       *         "limit": 1000,
       *         "window_seconds": 3600
       *       }
       *     ]
       */
      rate_limits?: components['schemas']['Quota'][];
      /**
       * @description Calls in a calendar day or month (UTC), counted durably; null: no such quota.
       * @example null
       */
      quota?: components['schemas']['PeriodQuota'] | null;
    };
    UpdateApiKeyRequest: {
      /** @example Orders */
      name?: string;
      scopes?: string[];
      expires_at?: string | null;
      ip_allowlist?: string[] | null;
      origin_allowlist?: string[] | null;
      /**
       * @description The only window; null: none. Give this or `rate_limits`.
       * @example null
       */
      rate_limit?: components['schemas']['Quota'] | null;
      /**
       * @description All the windows that hold at once; empty: none. Give this or `rate_limit`.
       * @example [
       *       {
       *         "limit": 10,
       *         "window_seconds": 1
       *       },
       *       {
       *         "limit": 1000,
       *         "window_seconds": 3600
       *       }
       *     ]
       */
      rate_limits?: components['schemas']['Quota'][];
      /**
       * @description Calls in a calendar day or month (UTC), counted durably; null: no such quota.
       * @example null
       */
      quota?: components['schemas']['PeriodQuota'] | null;
      enabled?: boolean;
    };
    RotateApiKeyRequest: {
      /**
       * @description How long the old secret still works beside the new one.
       * @default 0
       */
      overlap_seconds?: number;
    };
    CreateAccessKeyRequest: {
      /** @example Orders */
      name: string;
      /**
       * @default [
       *       "app_token",
       *       "person_token"
       *     ]
       */
      token_types?: ('app_token' | 'person_token')[];
      /**
       * @description The roles that a person token may assert; null: any.
       * @default null
       */
      assertable_roles?: string[] | null;
      /** @default [] */
      scopes?: string[];
      /** @example null */
      ip_allowlist?: string[] | null;
      /** @example null */
      origin_allowlist?: string[] | null;
      /**
       * @description The only window; null: none. Give this or `rate_limits`.
       * @example null
       */
      rate_limit?: components['schemas']['Quota'] | null;
      /**
       * @description All the windows that hold at once; empty: none. Give this or `rate_limit`.
       * @example [
       *       {
       *         "limit": 10,
       *         "window_seconds": 1
       *       },
       *       {
       *         "limit": 1000,
       *         "window_seconds": 3600
       *       }
       *     ]
       */
      rate_limits?: components['schemas']['Quota'][];
      /**
       * @description Calls in a calendar day or month (UTC), counted durably; null: no such quota.
       * @example null
       */
      quota?: components['schemas']['PeriodQuota'] | null;
    };
    UpdateAccessKeyRequest: {
      /** @example Orders */
      name?: string;
      token_types?: ('app_token' | 'person_token')[];
      /** @description The roles that a person token may assert; null: any. */
      assertable_roles?: string[] | null;
      scopes?: string[];
      ip_allowlist?: string[] | null;
      origin_allowlist?: string[] | null;
      /**
       * @description The only window; null: none. Give this or `rate_limits`.
       * @example null
       */
      rate_limit?: components['schemas']['Quota'] | null;
      /**
       * @description All the windows that hold at once; empty: none. Give this or `rate_limit`.
       * @example [
       *       {
       *         "limit": 10,
       *         "window_seconds": 1
       *       },
       *       {
       *         "limit": 1000,
       *         "window_seconds": 3600
       *       }
       *     ]
       */
      rate_limits?: components['schemas']['Quota'][];
      /**
       * @description Calls in a calendar day or month (UTC), counted durably; null: no such quota.
       * @example null
       */
      quota?: components['schemas']['PeriodQuota'] | null;
      enabled?: boolean;
    };
    RotateAccessKeyRequest: {
      /**
       * @description How long the old secret still works beside the new one.
       * @default 0
       */
      overlap_seconds?: number;
    };
    CreateOAuthClientRequest: {
      /** @example Orders */
      client_name: string;
      /**
       * @description What the client is: decides what is left out. Left out, it is told from the rest.
       * @enum {string}
       */
      kind?: 'web' | 'spa' | 'native' | 'machine' | 'mcp';
      redirect_uris?: string[];
      post_logout_redirect_uris?: string[];
      grant_types?: (
        | 'authorization_code'
        | 'refresh_token'
        | 'client_credentials'
        | 'urn:ietf:params:oauth:grant-type:device_code'
        | 'urn:ietf:params:oauth:grant-type:jwt-bearer'
        | 'urn:ietf:params:oauth:grant-type:token-exchange'
      )[];
      /**
       * @description Space-separated scopes that users may grant the client.
       * @example openid profile orders:read
       */
      scope?: string;
      /**
       * @description Space-separated scopes that the client may have as itself. Null, or left out: those of scope, but for sign-in.
       * @example null
       */
      machine_scope?: string | null;
      /**
       * @description Audiences of the protected APIs that the client may address. Null: any.
       * @example [
       *       "https://orders.example.com"
       *     ]
       */
      resources?: string[] | null;
      /**
       * @description Whose tokens the client may ask about: those issued to it, or any.
       * @enum {string}
       */
      introspection?: 'own' | 'any';
      /** @enum {string} */
      token_endpoint_auth_method?:
        'client_secret_basic' | 'client_secret_post' | 'private_key_jwt' | 'none';
      /**
       * @description Public keys for private_key_jwt (RFC 7517 §5).
       * @example null
       */
      jwks?: components['schemas']['JsonWebKeySet'] | null;
      /** @example https://app.example.com */
      jwks_uri?: string | null;
      /** @enum {string} */
      application_type?: 'web' | 'native';
      require_pkce?: boolean;
      dpop_bound_access_tokens?: boolean;
      require_pushed_authorization_requests?: boolean;
      /** @example https://app.example.com */
      client_uri?: string | null;
      /** @example https://app.example.com */
      logo_uri?: string | null;
      /** @example https://app.example.com */
      policy_uri?: string | null;
      /** @example https://app.example.com */
      tos_uri?: string | null;
      /**
       * @description The only window; null: none. Give this or `rate_limits`.
       * @example null
       */
      rate_limit?: components['schemas']['Quota'] | null;
      /**
       * @description All the windows that hold at once; empty: none. Give this or `rate_limit`.
       * @example [
       *       {
       *         "limit": 10,
       *         "window_seconds": 1
       *       },
       *       {
       *         "limit": 1000,
       *         "window_seconds": 3600
       *       }
       *     ]
       */
      rate_limits?: components['schemas']['Quota'][];
      /**
       * @description Calls in a calendar day or month (UTC), counted durably; null: no such quota.
       * @example null
       */
      quota?: components['schemas']['PeriodQuota'] | null;
    };
    UpdateOAuthClientRequest: {
      /** @example Orders */
      client_name?: string;
      /**
       * @description What the client is: decides what is left out. Left out, it is told from the rest.
       * @enum {string}
       */
      kind?: 'web' | 'spa' | 'native' | 'machine' | 'mcp';
      redirect_uris?: string[];
      post_logout_redirect_uris?: string[];
      grant_types?: (
        | 'authorization_code'
        | 'refresh_token'
        | 'client_credentials'
        | 'urn:ietf:params:oauth:grant-type:device_code'
        | 'urn:ietf:params:oauth:grant-type:jwt-bearer'
        | 'urn:ietf:params:oauth:grant-type:token-exchange'
      )[];
      /**
       * @description Space-separated scopes that users may grant the client.
       * @example openid profile orders:read
       */
      scope?: string;
      /**
       * @description Space-separated scopes that the client may have as itself. Null, or left out: those of scope, but for sign-in.
       * @example null
       */
      machine_scope?: string | null;
      /**
       * @description Audiences of the protected APIs that the client may address. Null: any.
       * @example [
       *       "https://orders.example.com"
       *     ]
       */
      resources?: string[] | null;
      /**
       * @description Whose tokens the client may ask about: those issued to it, or any.
       * @enum {string}
       */
      introspection?: 'own' | 'any';
      /** @enum {string} */
      token_endpoint_auth_method?:
        'client_secret_basic' | 'client_secret_post' | 'private_key_jwt' | 'none';
      /**
       * @description Public keys for private_key_jwt (RFC 7517 §5).
       * @example null
       */
      jwks?: components['schemas']['JsonWebKeySet'] | null;
      /** @example https://app.example.com */
      jwks_uri?: string | null;
      /** @enum {string} */
      application_type?: 'web' | 'native';
      require_pkce?: boolean;
      dpop_bound_access_tokens?: boolean;
      require_pushed_authorization_requests?: boolean;
      /** @example https://app.example.com */
      client_uri?: string | null;
      /** @example https://app.example.com */
      logo_uri?: string | null;
      /** @example https://app.example.com */
      policy_uri?: string | null;
      /** @example https://app.example.com */
      tos_uri?: string | null;
      /**
       * @description The only window; null: none. Give this or `rate_limits`.
       * @example null
       */
      rate_limit?: components['schemas']['Quota'] | null;
      /**
       * @description All the windows that hold at once; empty: none. Give this or `rate_limit`.
       * @example [
       *       {
       *         "limit": 10,
       *         "window_seconds": 1
       *       },
       *       {
       *         "limit": 1000,
       *         "window_seconds": 3600
       *       }
       *     ]
       */
      rate_limits?: components['schemas']['Quota'][];
      /**
       * @description Calls in a calendar day or month (UTC), counted durably; null: no such quota.
       * @example null
       */
      quota?: components['schemas']['PeriodQuota'] | null;
      enabled?: boolean;
    };
    AddOAuthClientSecretRequest: {
      expires_at?: string | null;
      /**
       * @description How long the other secrets still work beside the new one. Null, or left out: as long as before.
       * @default null
       */
      overlap_seconds?: number | null;
    };
    RevokeOAuthClientTokensRequest: {
      /**
       * Format: date-time
       * @description End what was issued before this time. Default: now.
       * @example 2031-01-01T00:00:00Z
       */
      issued_before?: string;
    };
    FindCredentialRequest: {
      /**
       * @description An API key, an AK or SK, a token signed with one, a client secret, or a token that was issued here.
       * @example ost_live_…
       */
      credential: string;
    };
    CreateApiRequest: {
      /** @example Orders */
      name: string;
      /** @example https://orders.example.com */
      audience?: string;
      path_aliases?: string[];
      /**
       * @description The `Host` of the calls, with its port if it has one; null: the API is found by its prefix.
       * @example null
       */
      host?: string | null;
      /**
       * @description Needed without a host; with one the default is `/`, every path.
       * @example /orders
       */
      path_prefix?: string;
      /** @example http://127.0.0.1:8080 */
      upstream?: string | null;
      upstream_options?: components['schemas']['UpstreamOptions'] | null;
      scopes?: components['schemas']['ApiScope'][];
      accept?: ('api_key' | 'access_token' | 'login_token' | 'app_token' | 'person_token')[];
      /** @description Whether an API key may come in the query. Such keys end up in logs. */
      query_key?: boolean;
      /**
       * @description The one parameter that carries keys; null: `api_key` and `key`.
       * @example null
       */
      query_key_name?: string | null;
      /**
       * @description Which API keys are taken; null: those of both environments.
       * @example live
       */
      environment?: ('live' | 'test') | null;
      /**
       * @description Whether every app may call, or only those with a grant.
       * @example all
       * @enum {string}
       */
      access?: 'all' | 'granted';
      /**
       * @description The quota that all anonymous callers share; null: none may call.
       * @example null
       */
      anonymous?: components['schemas']['Quota'] | null;
      /**
       * @description The only window; null: none. Give this or `rate_limits`.
       * @example null
       */
      rate_limit?: components['schemas']['Quota'] | null;
      /**
       * @description All the windows that hold at once; empty: none. Give this or `rate_limit`.
       * @example [
       *       {
       *         "limit": 10,
       *         "window_seconds": 1
       *       },
       *       {
       *         "limit": 1000,
       *         "window_seconds": 3600
       *       }
       *     ]
       */
      rate_limits?: components['schemas']['Quota'][];
      /**
       * @description Calls in a calendar day or month (UTC), counted durably; null: no such quota.
       * @example null
       */
      quota?: components['schemas']['PeriodQuota'] | null;
      /**
       * @description Windows for all callers of the API together; empty: none.
       * @example [
       *       {
       *         "limit": 10,
       *         "window_seconds": 1
       *       },
       *       {
       *         "limit": 1000,
       *         "window_seconds": 3600
       *       }
       *     ]
       */
      total_rate_limits?: components['schemas']['Quota'][];
      routes?: components['schemas']['ApiRoute'][];
    };
    UpdateApiRequest: {
      /** @example Orders */
      name?: string;
      /** @example https://orders.example.com */
      audience?: string;
      path_aliases?: string[];
      /**
       * @description The `Host` of the calls, with its port if it has one; null: the API is found by its prefix.
       * @example null
       */
      host?: string | null;
      /**
       * @description Needed without a host; with one the default is `/`, every path.
       * @example /orders
       */
      path_prefix?: string;
      /** @example http://127.0.0.1:8080 */
      upstream?: string | null;
      upstream_options?: components['schemas']['UpstreamOptions'] | null;
      scopes?: components['schemas']['ApiScope'][];
      accept?: ('api_key' | 'access_token' | 'login_token' | 'app_token' | 'person_token')[];
      /** @description Whether an API key may come in the query. Such keys end up in logs. */
      query_key?: boolean;
      /**
       * @description The one parameter that carries keys; null: `api_key` and `key`.
       * @example null
       */
      query_key_name?: string | null;
      /**
       * @description Which API keys are taken; null: those of both environments.
       * @example live
       */
      environment?: ('live' | 'test') | null;
      /**
       * @description Whether every app may call, or only those with a grant.
       * @example all
       * @enum {string}
       */
      access?: 'all' | 'granted';
      /**
       * @description The quota that all anonymous callers share; null: none may call.
       * @example null
       */
      anonymous?: components['schemas']['Quota'] | null;
      /**
       * @description The only window; null: none. Give this or `rate_limits`.
       * @example null
       */
      rate_limit?: components['schemas']['Quota'] | null;
      /**
       * @description All the windows that hold at once; empty: none. Give this or `rate_limit`.
       * @example [
       *       {
       *         "limit": 10,
       *         "window_seconds": 1
       *       },
       *       {
       *         "limit": 1000,
       *         "window_seconds": 3600
       *       }
       *     ]
       */
      rate_limits?: components['schemas']['Quota'][];
      /**
       * @description Calls in a calendar day or month (UTC), counted durably; null: no such quota.
       * @example null
       */
      quota?: components['schemas']['PeriodQuota'] | null;
      /**
       * @description Windows for all callers of the API together; empty: none.
       * @example [
       *       {
       *         "limit": 10,
       *         "window_seconds": 1
       *       },
       *       {
       *         "limit": 1000,
       *         "window_seconds": 3600
       *       }
       *     ]
       */
      total_rate_limits?: components['schemas']['Quota'][];
      routes?: components['schemas']['ApiRoute'][];
    };
    TestUpstreamRequest: {
      /** @example http://127.0.0.1:8080 */
      upstream_url: string;
    };
    PutApiGrantRequest: {
      /**
       * @description The only window; null: none. Give this or `rate_limits`.
       * @example null
       */
      rate_limit?: components['schemas']['Quota'] | null;
      /**
       * @description All the windows that hold at once; empty: none. Give this or `rate_limit`.
       * @example [
       *       {
       *         "limit": 10,
       *         "window_seconds": 1
       *       },
       *       {
       *         "limit": 1000,
       *         "window_seconds": 3600
       *       }
       *     ]
       */
      rate_limits?: components['schemas']['Quota'][];
      /**
       * @description Calls in a calendar day or month (UTC), counted durably; null: no such quota.
       * @example null
       */
      quota?: components['schemas']['PeriodQuota'] | null;
    };
    RotateSigningKeysRequest: {
      /**
       * @description `access`: access and login tokens (ES256). `id_token`: ID tokens (RS256).
       * @enum {string}
       */
      use?: 'access' | 'id_token';
      /**
       * @description Do not wait until the next key has been published for a day. Who keeps an older key set refuses new tokens until reading it again.
       * @default false
       */
      force?: boolean;
    };
    RevokeAllTokensRequest: {
      /**
       * Format: date-time
       * @description End what was issued before this time. Default: now.
       * @example 2031-01-01T00:00:00Z
       */
      issued_before?: string;
    };
    IssueRegistrationTokenRequest: {
      /**
       * @description How long clients may be registered with it.
       * @default 86400
       */
      lifetime_seconds?: number;
    };
    UpdateMyProfileRequest: {
      claims: components['schemas']['OwnClaims'];
    };
    ChangeMyPasswordRequest: {
      current_password: string;
      /** @description At least 15 characters. */
      new_password: string;
    };
    CreateMyAppRequest: {
      /** @example Orders */
      name: string;
      /** @default null */
      description?: string | null;
    };
    UpdateMyAppRequest: {
      /** @example Orders */
      name?: string;
      description?: string | null;
    };
    DiagnoseRequest: {
      /**
       * @description A curl command line, the headers of a request, a piece of a program with headers in it, or a bare key or token.
       * @example curl 'http://localhost:3000/profile' -H 'Authorization: access_token eyJ…'
       */
      request: string;
    };
    UserPage: {
      data: components['schemas']['User'][];
      /** @description Send it as `cursor` for the next page; null: this is the last. */
      next_cursor: string | null;
    };
    UsageCount: {
      /** Format: date-time */
      period_start: string;
      api_id?: string;
      app_id?: string | null;
      credential_id?: string | null;
      code?: string;
      kind?: string | null;
      count: number;
    };
    UsageCountPage: {
      data: components['schemas']['UsageCount'][];
      /** @description Send it as `cursor` for the next page; null: this is the last. */
      next_cursor: string | null;
    };
    AuditEvent: {
      id: string;
      /** Format: date-time */
      at: string;
      /** @description A kind of credential, `anonymous`, or `system`. */
      actor_kind: string;
      actor_id: string | null;
      action: string;
      target_type: string;
      target_id: string | null;
      request_id: string | null;
      client_address: string | null;
      /** @description Names, ids, and what was asked for; never a secret. */
      detail: {
        [key: string]: unknown;
      };
    };
    AuditEventPage: {
      data: components['schemas']['AuditEvent'][];
      /** @description Send it as `cursor` for the next page; null: this is the last. */
      next_cursor: string | null;
    };
    AppPage: {
      data: components['schemas']['App'][];
      /** @description Send it as `cursor` for the next page; null: this is the last. */
      next_cursor: string | null;
    };
    ApiKeyPage: {
      data: components['schemas']['ApiKey'][];
      /** @description Send it as `cursor` for the next page; null: this is the last. */
      next_cursor: string | null;
    };
    AccessKeyPage: {
      data: components['schemas']['AccessKey'][];
      /** @description Send it as `cursor` for the next page; null: this is the last. */
      next_cursor: string | null;
    };
    OAuthClientPage: {
      data: components['schemas']['OAuthClient'][];
      /** @description Send it as `cursor` for the next page; null: this is the last. */
      next_cursor: string | null;
    };
    OAuthClientSecret: {
      id: string;
      preview: string;
      expires_at: string | null;
      /** @description To the minute; null: never. */
      last_used_at: string | null;
      /** Format: date-time */
      created_at: string;
    };
    OAuthClientSecretPage: {
      data: components['schemas']['OAuthClientSecret'][];
      next_cursor: null;
    };
    HeldApiKeyPage: {
      data: components['schemas']['HeldApiKey'][];
      /** @description Send it as `cursor` for the next page; null: this is the last. */
      next_cursor: string | null;
    };
    HeldAccessKeyPage: {
      data: components['schemas']['HeldAccessKey'][];
      /** @description Send it as `cursor` for the next page; null: this is the last. */
      next_cursor: string | null;
    };
    HeldOAuthClientPage: {
      data: components['schemas']['HeldOAuthClient'][];
      /** @description Send it as `cursor` for the next page; null: this is the last. */
      next_cursor: string | null;
    };
    ProtectedApiPage: {
      data: components['schemas']['ProtectedApi'][];
      /** @description Send it as `cursor` for the next page; null: this is the last. */
      next_cursor: string | null;
    };
    ApiGrantPage: {
      data: components['schemas']['ApiGrant'][];
      /** @description Send it as `cursor` for the next page; null: this is the last. */
      next_cursor: string | null;
    };
    ProxyFile: {
      name: string;
      content: string;
    };
    ProxyConfiguration: {
      /** @enum {string} */
      proxy: 'nginx' | 'caddy' | 'traefik' | 'envoy' | 'haproxy' | 'apache';
      /** @description The configuration, complete for this API. */
      config: string;
      /** @description Files that the configuration names; none for most proxies. */
      files: components['schemas']['ProxyFile'][];
      /** @description What the operator has to set or to know. */
      notes: string[];
    };
    SigningKeyPage: {
      data: components['schemas']['SigningKey'][];
      next_cursor: null;
    };
    DecisionPage: {
      data: components['schemas']['Decision'][];
      /** @description Send it as `cursor` for the next page; null: this is the last. */
      next_cursor: string | null;
    };
    Session: {
      id: string;
      /**
       * @description A sign-in of a program by `POST /login`, or of a browser at the sign-in page.
       * @enum {string}
       */
      kind: 'login' | 'browser';
      /** Format: date-time */
      created_at: string;
      /**
       * Format: date-time
       * @description Of a program: the sign-in or its last refresh. Of a browser: its last visit.
       */
      last_used_at: string;
      /** Format: date-time */
      expires_at: string;
      /** @description At the sign-in. */
      client_address: string | null;
      /** @description At the sign-in, as the program said. */
      user_agent: string | null;
      /** @description Whether it is the sign-in that asks. */
      current: boolean;
    };
    SessionPage: {
      data: components['schemas']['Session'][];
      /** @description Send it as `cursor` for the next page; null: this is the last. */
      next_cursor: string | null;
    };
    ApiScope: {
      /** @example orders:read */
      name: string;
      /** @default  */
      description?: string;
    };
    CallableApi: {
      id: string;
      name: string;
      audience: string;
      /** @description What calls begin with. */
      url: string;
      host: string | null;
      path_prefix: string;
      scopes: components['schemas']['ApiScope'][];
      accept: ('api_key' | 'access_token' | 'login_token' | 'app_token' | 'person_token')[];
      environment: ('live' | 'test') | null;
      /** @enum {string} */
      access: 'all' | 'granted';
      /** @description Apps of yours that it was granted to. Where `access` is `all`, no grant is needed. */
      granted_app_ids: string[];
    };
    CallableApiPage: {
      data: components['schemas']['CallableApi'][];
      /** @description Send it as `cursor` for the next page; null: this is the last. */
      next_cursor: string | null;
    };
    AllowedScopes: {
      /** @description The API (RFC 8707); null: what is told at sign-in. */
      resource: string | null;
      scopes: string[];
    };
    AuthorizedApp: {
      client_id: string;
      client_name: string;
      app_name: string;
      /** @description Who answers for the app; null: the administration of this server. */
      owner_name: string | null;
      allowed: components['schemas']['AllowedScopes'][];
      /** @description Single facts that were asked for beyond the scopes. */
      claims: string[];
      /** Format: date-time */
      allowed_at: string;
      /** @description When it last got a token; null: longer ago than is remembered. */
      last_used_at: string | null;
    };
    AuthorizedAppPage: {
      data: components['schemas']['AuthorizedApp'][];
      /** @description Send it as `cursor` for the next page; null: this is the last. */
      next_cursor: string | null;
    };
    Address: {
      /**
       * @example 1 Harbour Street
       *     Leith
       *     United Kingdom
       */
      formatted?: string;
      /** @example 1 Harbour Street */
      street_address?: string;
      /** @example Leith */
      locality?: string;
      /** @example Scotland */
      region?: string;
      /** @example EH6 6AA */
      postal_code?: string;
      /** @example United Kingdom */
      country?: string;
    };
    /** @description Standard claims of OpenID Connect (Core §5.1). Null removes one, what is absent stays as it is. */
    UserClaims: {
      name?: string | null;
      given_name?: string | null;
      family_name?: string | null;
      middle_name?: string | null;
      nickname?: string | null;
      profile?: string | null;
      picture?: string | null;
      website?: string | null;
      email?: string | null;
      gender?: string | null;
      birthdate?: string | null;
      zoneinfo?: string | null;
      locale?: string | null;
      phone_number?: string | null;
      address?: components['schemas']['Address'] | null;
      email_verified?: boolean | null;
      phone_number_verified?: boolean | null;
    };
    Quota: {
      /** @example 100 */
      limit: number;
      /** @example 60 */
      window_seconds: number;
    };
    PeriodQuota: {
      /** @example 100000 */
      limit: number;
      /**
       * @example month
       * @enum {string}
       */
      period: 'day' | 'month';
    };
    FurtherLimits: {
      /** @enum {string} */
      set_by: 'admin' | 'owner';
      rate_limits: components['schemas']['Quota'][];
      quota: components['schemas']['PeriodQuota'] | null;
    };
    LastUse: {
      /** Format: date-time */
      at: string;
      ip: string | null;
      user_agent: string | null;
    };
    ApiKeySecret: {
      preview: string;
      /** Format: date-time */
      created_at: string;
      retires_at: string | null;
      /** @description To the minute; null: never. */
      last_used_at: string | null;
    };
    AccessKeySecret: {
      id: string;
      preview: string;
      /** Format: date-time */
      created_at: string;
      retires_at: string | null;
      /** @description To the minute; null: never. */
      last_used_at: string | null;
    };
    JsonWebKeySet: {
      keys: {
        [key: string]: string | boolean | string[];
      }[];
    };
    CredentialLinks: {
      /** @description Where the object is managed. */
      self: string | null;
      /** @description `DELETE` it to end what was found; null: there is no such call. */
      revoke: string | null;
    };
    UpstreamOptions: {
      /** @default 2 */
      connect_timeout_seconds?: number;
      /** @default 30 */
      first_byte_timeout_seconds?: number;
      /** @default 60 */
      idle_timeout_seconds?: number;
      /** @default 256 */
      max_concurrent_requests?: number;
    };
    ApiRoute: {
      methods: string[];
      /** @example /items/{id} */
      path: string;
      /** @default [] */
      scopes?: string[];
      /** @description Kinds that are accepted here in place of those of the API. */
      accept?: ('api_key' | 'access_token' | 'login_token' | 'app_token' | 'person_token')[];
      /**
       * @description Whether nothing needs to be shown here. What is shown has to be good.
       * @example false
       */
      public?: boolean;
    };
    /** @description Where this server describes itself. */
    ServerDocuments: {
      console: string;
      api_reference: string;
      openapi: string;
      openid_configuration: string;
      authorization_server: string;
      jwks: string;
      error_codes: string;
    };
    TokenLifetimes: {
      /** @description Seconds. */
      access_token: number;
      /** @description Seconds. */
      login_token: number;
      /** @description Seconds. */
      id_token: number;
      /** @description Seconds. */
      identity_token: number;
    };
    NamedApi: {
      id: string;
      name: string;
    };
    DecidedLimit: {
      name: string;
      limit: number;
      remaining: number;
      window_seconds: number;
      reset_seconds: number;
    };
    Check: {
      /** @enum {string} */
      check:
        | 'presented'
        | 'verified'
        | 'kind'
        | 'audience'
        | 'api_grant'
        | 'address'
        | 'origin'
        | 'role'
        | 'scope'
        | 'limit';
      /** @enum {string} */
      result: 'passed' | 'failed' | 'not_needed' | 'not_reached';
      /** @description What was needed, and what was held. */
      text: string;
    };
    Finding: {
      name: string;
      text: string;
    };
    OwnClaims: {
      name?: string | null;
      given_name?: string | null;
      family_name?: string | null;
      middle_name?: string | null;
      nickname?: string | null;
      profile?: string | null;
      picture?: string | null;
      website?: string | null;
      email?: string | null;
      gender?: string | null;
      birthdate?: string | null;
      zoneinfo?: string | null;
      locale?: string | null;
      phone_number?: string | null;
      address?: components['schemas']['Address'] | null;
    };
  };
  responses: {
    /** @description The request is not formed the way this endpoint expects. Nothing was changed. */
    InvalidRequest: {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        'WWW-Authenticate': components['headers']['WWW-Authenticate'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "https://ostiary.example/errors/invalid_request",
         *       "title": "Invalid request",
         *       "status": 400,
         *       "detail": "The request is not formed the way this endpoint expects. Nothing was changed.",
         *       "instance": "/credential",
         *       "code": "invalid_request",
         *       "request_id": "req_01kah2v6rf8q4t1m7x9c3b5n2d",
         *       "doc_url": "https://ostiary.example/errors/invalid_request"
         *     }
         */
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {integer} */
          status?: 400;
          /** @enum {string} */
          code?: 'invalid_request' | 'multiple_credentials';
        };
      };
    };
    /** @description No credential, or one that is not good. `code` and `detail` say exactly what is wrong. */
    Unauthorized: {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        'WWW-Authenticate': components['headers']['WWW-Authenticate'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "https://ostiary.example/errors/credential_missing",
         *       "title": "Credential missing",
         *       "status": 401,
         *       "detail": "This call needs a credential, and the request carries none.",
         *       "instance": "/credential",
         *       "code": "credential_missing",
         *       "request_id": "req_01kah2v6rf8q4t1m7x9c3b5n2d",
         *       "doc_url": "https://ostiary.example/errors/credential_missing"
         *     }
         */
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {integer} */
          status?: 401;
          /** @enum {string} */
          code?:
            | 'credential_missing'
            | 'scheme_missing'
            | 'scheme_unsupported'
            | 'credential_malformed'
            | 'credential_kind_not_accepted'
            | 'bad_credentials'
            | 'api_key_unknown'
            | 'api_key_expired'
            | 'api_key_revoked'
            | 'access_key_unknown'
            | 'access_key_revoked'
            | 'token_malformed'
            | 'token_signature_invalid'
            | 'token_expired'
            | 'token_not_yet_valid'
            | 'token_lifetime_exceeded'
            | 'token_wrong_type'
            | 'token_wrong_audience'
            | 'token_wrong_issuer'
            | 'token_revoked'
            | 'token_binding_mismatch'
            | 'dpop_proof_invalid'
            | 'app_disabled'
            | 'user_disabled';
        };
      };
    };
    /** @description The credential is good and not enough. */
    Forbidden: {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        'WWW-Authenticate': components['headers']['WWW-Authenticate'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "https://ostiary.example/errors/ip_not_allowed",
         *       "title": "Address not allowed",
         *       "status": 403,
         *       "detail": "The credential may be used from certain network addresses only, and this call does not come from one of them.",
         *       "instance": "/credential",
         *       "code": "ip_not_allowed",
         *       "request_id": "req_01kah2v6rf8q4t1m7x9c3b5n2d",
         *       "doc_url": "https://ostiary.example/errors/ip_not_allowed"
         *     }
         */
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {integer} */
          status?: 403;
          /** @enum {string} */
          code?:
            | 'ip_not_allowed'
            | 'origin_not_allowed'
            | 'insufficient_scope'
            | 'role_required'
            | 'scope_not_grantable'
            | 'token_type_not_allowed'
            | 'assertion_not_allowed'
            | 'api_not_granted'
            | 'untrusted_proxy'
            | 'proxy_request_invalid'
            | 'identity_too_long';
        };
      };
    };
    /** @description There is nothing here that you can see. What belongs to others looks the same. */
    NotFound: {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "https://ostiary.example/errors/not_found",
         *       "title": "Not found",
         *       "status": 404,
         *       "detail": "There is nothing at this address, or nothing that you may see.",
         *       "instance": "/credential",
         *       "code": "not_found",
         *       "request_id": "req_01kah2v6rf8q4t1m7x9c3b5n2d",
         *       "doc_url": "https://ostiary.example/errors/not_found"
         *     }
         */
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {integer} */
          status?: 404;
          /** @enum {string} */
          code?: 'not_found';
        };
      };
    };
    /** @description The request contradicts the present state. Nothing was changed. */
    Conflict: {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        'Retry-After': components['headers']['Retry-After'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "https://ostiary.example/errors/conflict",
         *       "title": "Conflict",
         *       "status": 409,
         *       "detail": "The request contradicts the present state, for example because the name is already taken. Nothing was changed.",
         *       "instance": "/credential",
         *       "code": "conflict",
         *       "request_id": "req_01kah2v6rf8q4t1m7x9c3b5n2d",
         *       "doc_url": "https://ostiary.example/errors/conflict"
         *     }
         */
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {integer} */
          status?: 409;
          /** @enum {string} */
          code?: 'conflict';
        };
      };
    };
    /** @description The request body is too large. */
    PayloadTooLarge: {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "https://ostiary.example/errors/payload_too_large",
         *       "title": "Request body too large",
         *       "status": 413,
         *       "detail": "The request body is larger than this endpoint accepts.",
         *       "instance": "/credential",
         *       "code": "payload_too_large",
         *       "request_id": "req_01kah2v6rf8q4t1m7x9c3b5n2d",
         *       "doc_url": "https://ostiary.example/errors/payload_too_large"
         *     }
         */
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {integer} */
          status?: 413;
          /** @enum {string} */
          code?: 'payload_too_large';
        };
      };
    };
    /** @description The request body is in a format that is not read here. */
    UnsupportedMediaType: {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "https://ostiary.example/errors/unsupported_media_type",
         *       "title": "Unsupported media type",
         *       "status": 415,
         *       "detail": "The request body is in a format that this endpoint does not read.",
         *       "instance": "/credential",
         *       "code": "unsupported_media_type",
         *       "request_id": "req_01kah2v6rf8q4t1m7x9c3b5n2d",
         *       "doc_url": "https://ostiary.example/errors/unsupported_media_type"
         *     }
         */
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {integer} */
          status?: 415;
          /** @enum {string} */
          code?: 'unsupported_media_type';
        };
      };
    };
    /** @description Too many calls: wait as long as `Retry-After` says. */
    TooManyRequests: {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        'Retry-After': components['headers']['Retry-After'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "https://ostiary.example/errors/rate_limited",
         *       "title": "Too many requests",
         *       "status": 429,
         *       "detail": "More calls were made in a short time than a rate limit allows: that of the credential, of its app, or of the API as a whole. The detail says which.",
         *       "instance": "/credential",
         *       "code": "rate_limited",
         *       "request_id": "req_01kah2v6rf8q4t1m7x9c3b5n2d",
         *       "doc_url": "https://ostiary.example/errors/rate_limited"
         *     }
         */
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {integer} */
          status?: 429;
          /** @enum {string} */
          code?:
            'rate_limited' | 'quota_exceeded' | 'anonymous_quota_exceeded' | 'too_many_attempts';
        };
      };
    };
    /** @description The API behind the gateway cannot be reached. */
    BadGateway: {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "https://ostiary.example/errors/upstream_unreachable",
         *       "title": "API not reachable",
         *       "status": 502,
         *       "detail": "The call was allowed, but the API behind this server could not be reached or broke off its answer.",
         *       "instance": "/credential",
         *       "code": "upstream_unreachable",
         *       "request_id": "req_01kah2v6rf8q4t1m7x9c3b5n2d",
         *       "doc_url": "https://ostiary.example/errors/upstream_unreachable"
         *     }
         */
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {integer} */
          status?: 502;
          /** @enum {string} */
          code?: 'upstream_unreachable';
        };
      };
    };
    /** @description Something that is needed does not answer. Nothing was decided: try again. */
    Unavailable: {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        'Retry-After': components['headers']['Retry-After'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "https://ostiary.example/errors/unavailable",
         *       "title": "Temporarily unavailable",
         *       "status": 503,
         *       "detail": "Something that the server needs for its decision is not available at the moment. Your credential was not refused.",
         *       "instance": "/credential",
         *       "code": "unavailable",
         *       "request_id": "req_01kah2v6rf8q4t1m7x9c3b5n2d",
         *       "doc_url": "https://ostiary.example/errors/unavailable"
         *     }
         */
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {integer} */
          status?: 503;
          /** @enum {string} */
          code?: 'unavailable';
        };
      };
    };
    /** @description The API behind the gateway takes too long. */
    GatewayTimeout: {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "https://ostiary.example/errors/upstream_timeout",
         *       "title": "API did not answer in time",
         *       "status": 504,
         *       "detail": "The call was allowed and passed on, but the API behind this server did not answer in time.",
         *       "instance": "/credential",
         *       "code": "upstream_timeout",
         *       "request_id": "req_01kah2v6rf8q4t1m7x9c3b5n2d",
         *       "doc_url": "https://ostiary.example/errors/upstream_timeout"
         *     }
         */
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {integer} */
          status?: 504;
          /** @enum {string} */
          code?: 'upstream_timeout';
        };
      };
    };
  };
  parameters: {
    /** @description The most entries that one page has. */
    Limit: number;
    /** @description The `next_cursor` of the page before. */
    Cursor: string;
    /**
     * @description A value of your own for this request, such as a UUID, so that it can be repeated when its answer got lost: for 24 hours nothing is done twice. A repetition is refused with 409 and the member `id`; a secret is not shown again. With `Retry-After`, the first is still being worked on.
     * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
     */
    IdempotencyKey: string;
  };
  requestBodies: never;
  headers: {
    /** @description Names this request in our logs: quote it when you ask about it. */
    'X-Request-Id': string;
    /**
     * @description The challenge (RFC 6750 §3). `resource_metadata` says where tokens for this API come from (RFC 9728).
     * @example Bearer realm="https://auth.example.org", error="invalid_token", error_description="The token has expired.", resource_metadata="https://auth.example.org/.well-known/oauth-protected-resource"
     */
    'WWW-Authenticate': string;
    /**
     * @description Seconds to wait before trying again.
     * @example 17
     */
    'Retry-After': number;
    /**
     * @description What is left: `r` calls, until `t` seconds from now (draft-ietf-httpapi-ratelimit-headers).
     * @example "default";r=42;t=17
     */
    RateLimit: string;
    /**
     * @description The limit: `q` calls in `w` seconds.
     * @example "default";q=100;w=60
     */
    'RateLimit-Policy': string;
  };
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  getLiveness: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It is. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Live'];
        };
      };
      400: components['responses']['InvalidRequest'];
      503: components['responses']['Unavailable'];
    };
  };
  getReadiness: {
    parameters: {
      query?: {
        /** @description A check that is left out, for balancers that go on without Redis. */
        exclude?: 'redis';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It can. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Ready'];
        };
      };
      400: components['responses']['InvalidRequest'];
      503: components['responses']['Unavailable'];
    };
  };
  getMetrics: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The Prometheus text format. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'text/plain': string;
        };
      };
      400: components['responses']['InvalidRequest'];
      503: components['responses']['Unavailable'];
    };
  };
  login: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['LoginRequest'];
      };
    };
    responses: {
      /** @description Signed in. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LoginTokens'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  refreshLogin: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RefreshLoginRequest'];
      };
    };
    responses: {
      /** @description New tokens; the old refresh token is used up. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LoginTokens'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      503: components['responses']['Unavailable'];
    };
  };
  logout: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['LogoutRequest'];
      };
    };
    responses: {
      /** @description Done; there is nothing to say. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  listUsers: {
    parameters: {
      query?: {
        /** @description The most entries that one page has. */
        limit?: components['parameters']['Limit'];
        /** @description The `next_cursor` of the page before. */
        cursor?: components['parameters']['Cursor'];
        /** @description A part of the username. */
        q?: string;
        /** @description Only users who have it. */
        role?: string;
        /** @description `false`: only users who are disabled; `true`: only those who are not. */
        enabled?: 'true' | 'false';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserPage'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  createUser: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description A value of your own for this request, such as a UUID, so that it can be repeated when its answer got lost: for 24 hours nothing is done twice. A repetition is refused with 409 and the member `id`; a secret is not shown again. With `Retry-After`, the first is still being worked on.
         * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateUserRequest'];
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['User'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  getUser: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the user. */
        user_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['User'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  deleteUser: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the user. */
        user_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done; there is nothing to say. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  updateUser: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the user. */
        user_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateUserRequest'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['User'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  signOutUser: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the user. */
        user_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done; there is nothing to say. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  getUsage: {
    parameters: {
      query?: {
        /** @description The most entries that one page has. */
        limit?: components['parameters']['Limit'];
        /** @description The `next_cursor` of the page before. */
        cursor?: components['parameters']['Cursor'];
        /** @description The first hour that counts; a time within it stands for all of it. Default: a day before `to`. */
        from?: string;
        /** @description The time before which hours begin that count. Default: now. */
        to?: string;
        /** @description The periods that counts are added up to, in UTC. */
        interval?: 'hour' | 'day' | 'month' | 'total';
        /** @description What counts are told apart by: api, app, credential, code, kind. */
        group_by?: string;
        /** @description Id of the API; `ostiary` for the routes of this server. */
        api_id?: string;
        app_id?: string;
        credential_id?: string;
        /** @description `allowed`, or the code of a refusal. */
        code?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UsageCountPage'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  listAuditEvents: {
    parameters: {
      query?: {
        /** @description The most entries that one page has. */
        limit?: components['parameters']['Limit'];
        /** @description The `next_cursor` of the page before. */
        cursor?: components['parameters']['Cursor'];
        action?: string;
        /** @description Who did it: the id of a user, an app or a client. */
        actor?: string;
        /** @description To what it was done. */
        target_id?: string;
        from?: string;
        /** @description Itself it does not count. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditEventPage'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  listApps: {
    parameters: {
      query?: {
        /** @description The most entries that one page has. */
        limit?: components['parameters']['Limit'];
        /** @description The `next_cursor` of the page before. */
        cursor?: components['parameters']['Cursor'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AppPage'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  createApp: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description A value of your own for this request, such as a UUID, so that it can be repeated when its answer got lost: for 24 hours nothing is done twice. A repetition is refused with 409 and the member `id`; a secret is not shown again. With `Retry-After`, the first is still being worked on.
         * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateAppRequest'];
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['App'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  getApp: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the app. */
        app_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['App'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  deleteApp: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the app. */
        app_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done; there is nothing to say. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  updateApp: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the app. */
        app_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateAppRequest'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['App'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  listApiKeys: {
    parameters: {
      query?: {
        /** @description The most entries that one page has. */
        limit?: components['parameters']['Limit'];
        /** @description The `next_cursor` of the page before. */
        cursor?: components['parameters']['Cursor'];
      };
      header?: never;
      path: {
        /** @description Id of the app. */
        app_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiKeyPage'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  createApiKey: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description A value of your own for this request, such as a UUID, so that it can be repeated when its answer got lost: for 24 hours nothing is done twice. A repetition is refused with 409 and the member `id`; a secret is not shown again. With `Retry-After`, the first is still being worked on.
         * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path: {
        /** @description Id of the app. */
        app_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateApiKeyRequest'];
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IssuedApiKey'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  getApiKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the app. */
        app_id: string;
        /** @description Id of the API key; it is not the key. */
        key_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiKey'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  revokeApiKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the app. */
        app_id: string;
        /** @description Id of the API key; it is not the key. */
        key_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done; there is nothing to say. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  updateApiKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the app. */
        app_id: string;
        /** @description Id of the API key; it is not the key. */
        key_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateApiKeyRequest'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiKey'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  rotateApiKey: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description A value of your own for this request, such as a UUID, so that it can be repeated when its answer got lost: for 24 hours nothing is done twice. A repetition is refused with 409 and the member `id`; a secret is not shown again. With `Retry-After`, the first is still being worked on.
         * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path: {
        /** @description Id of the app. */
        app_id: string;
        /** @description Id of the API key; it is not the key. */
        key_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['RotateApiKeyRequest'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IssuedApiKey'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  listAccessKeys: {
    parameters: {
      query?: {
        /** @description The most entries that one page has. */
        limit?: components['parameters']['Limit'];
        /** @description The `next_cursor` of the page before. */
        cursor?: components['parameters']['Cursor'];
      };
      header?: never;
      path: {
        /** @description Id of the app. */
        app_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccessKeyPage'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  createAccessKey: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description A value of your own for this request, such as a UUID, so that it can be repeated when its answer got lost: for 24 hours nothing is done twice. A repetition is refused with 409 and the member `id`; a secret is not shown again. With `Retry-After`, the first is still being worked on.
         * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path: {
        /** @description Id of the app. */
        app_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateAccessKeyRequest'];
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IssuedAccessKey'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  getAccessKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the app. */
        app_id: string;
        /** @description Id of the access key; it is not the AK. */
        access_key_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccessKey'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  revokeAccessKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the app. */
        app_id: string;
        /** @description Id of the access key; it is not the AK. */
        access_key_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done; there is nothing to say. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  updateAccessKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the app. */
        app_id: string;
        /** @description Id of the access key; it is not the AK. */
        access_key_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateAccessKeyRequest'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccessKey'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  rotateAccessKey: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description A value of your own for this request, such as a UUID, so that it can be repeated when its answer got lost: for 24 hours nothing is done twice. A repetition is refused with 409 and the member `id`; a secret is not shown again. With `Retry-After`, the first is still being worked on.
         * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path: {
        /** @description Id of the app. */
        app_id: string;
        /** @description Id of the access key; it is not the AK. */
        access_key_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['RotateAccessKeyRequest'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IssuedAccessKey'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  listOAuthClients: {
    parameters: {
      query?: {
        /** @description The most entries that one page has. */
        limit?: components['parameters']['Limit'];
        /** @description The `next_cursor` of the page before. */
        cursor?: components['parameters']['Cursor'];
      };
      header?: never;
      path: {
        /** @description Id of the app. */
        app_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthClientPage'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  createOAuthClient: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description A value of your own for this request, such as a UUID, so that it can be repeated when its answer got lost: for 24 hours nothing is done twice. A repetition is refused with 409 and the member `id`; a secret is not shown again. With `Retry-After`, the first is still being worked on.
         * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path: {
        /** @description Id of the app. */
        app_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateOAuthClientRequest'];
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RegisteredOAuthClient'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  getOAuthClient: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the app. */
        app_id: string;
        /** @description Id of the OAuth client. */
        client_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthClient'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  deleteOAuthClient: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the app. */
        app_id: string;
        /** @description Id of the OAuth client. */
        client_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done; there is nothing to say. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  updateOAuthClient: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the app. */
        app_id: string;
        /** @description Id of the OAuth client. */
        client_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateOAuthClientRequest'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthClient'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  listOAuthClientSecrets: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the app. */
        app_id: string;
        /** @description Id of the OAuth client. */
        client_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthClientSecretPage'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  addOAuthClientSecret: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description A value of your own for this request, such as a UUID, so that it can be repeated when its answer got lost: for 24 hours nothing is done twice. A repetition is refused with 409 and the member `id`; a secret is not shown again. With `Retry-After`, the first is still being worked on.
         * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path: {
        /** @description Id of the app. */
        app_id: string;
        /** @description Id of the OAuth client. */
        client_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['AddOAuthClientSecretRequest'];
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IssuedClientSecret'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  deleteOAuthClientSecret: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the app. */
        app_id: string;
        /** @description Id of the OAuth client. */
        client_id: string;
        /** @description Id of the client secret. */
        secret_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done; there is nothing to say. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  revokeOAuthClientTokens: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the app. */
        app_id: string;
        /** @description Id of the OAuth client. */
        client_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['RevokeOAuthClientTokensRequest'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TokenCutoff'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  searchApiKeys: {
    parameters: {
      query?: {
        /** @description The most entries that one page has. */
        limit?: components['parameters']['Limit'];
        /** @description The `next_cursor` of the page before. */
        cursor?: components['parameters']['Cursor'];
        app_id?: string;
        /** @description A part of the name. */
        q?: string;
        state?: 'active' | 'disabled' | 'expired' | 'revoked';
        expires_before?: string;
        /** @description `true`: only what was never used. */
        unused?: 'true' | 'false';
        /** @description `true`: only those of which a secret that was replaced still works. */
        rotating?: 'true' | 'false';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['HeldApiKeyPage'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  searchAccessKeys: {
    parameters: {
      query?: {
        /** @description The most entries that one page has. */
        limit?: components['parameters']['Limit'];
        /** @description The `next_cursor` of the page before. */
        cursor?: components['parameters']['Cursor'];
        app_id?: string;
        /** @description A part of the name. */
        q?: string;
        state?: 'active' | 'disabled' | 'revoked';
        /** @description `true`: only what was never used. */
        unused?: 'true' | 'false';
        /** @description `true`: only those of which a secret that was replaced still works. */
        rotating?: 'true' | 'false';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['HeldAccessKeyPage'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  searchOAuthClients: {
    parameters: {
      query?: {
        /** @description The most entries that one page has. */
        limit?: components['parameters']['Limit'];
        /** @description The `next_cursor` of the page before. */
        cursor?: components['parameters']['Cursor'];
        app_id?: string;
        /** @description A part of the name. */
        q?: string;
        state?: 'active' | 'disabled';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['HeldOAuthClientPage'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  findCredential: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['FindCredentialRequest'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FoundCredential'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  listApis: {
    parameters: {
      query?: {
        /** @description The most entries that one page has. */
        limit?: components['parameters']['Limit'];
        /** @description The `next_cursor` of the page before. */
        cursor?: components['parameters']['Cursor'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProtectedApiPage'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  createApi: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description A value of your own for this request, such as a UUID, so that it can be repeated when its answer got lost: for 24 hours nothing is done twice. A repetition is refused with 409 and the member `id`; a secret is not shown again. With `Retry-After`, the first is still being worked on.
         * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateApiRequest'];
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProtectedApi'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  getApi: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the protected API. */
        api_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProtectedApi'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  deleteApi: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the protected API. */
        api_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done; there is nothing to say. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  updateApi: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the protected API. */
        api_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateApiRequest'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProtectedApi'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  testUpstream: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['TestUpstreamRequest'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UpstreamTest'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  listApiGrants: {
    parameters: {
      query?: {
        /** @description The most entries that one page has. */
        limit?: components['parameters']['Limit'];
        /** @description The `next_cursor` of the page before. */
        cursor?: components['parameters']['Cursor'];
      };
      header?: never;
      path: {
        /** @description Id of the protected API. */
        api_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiGrantPage'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  getApiGrant: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the protected API. */
        api_id: string;
        /** @description Id of the app. */
        app_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiGrant'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  putApiGrant: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the protected API. */
        api_id: string;
        /** @description Id of the app. */
        app_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['PutApiGrantRequest'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiGrant'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  deleteApiGrant: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the protected API. */
        api_id: string;
        /** @description Id of the app. */
        app_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done; there is nothing to say. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  connectApi: {
    parameters: {
      query: {
        /** @description The proxy that stands before the API. */
        proxy: 'nginx' | 'caddy' | 'traefik' | 'envoy' | 'haproxy' | 'apache';
      };
      header?: never;
      path: {
        /** @description Id of the protected API. */
        api_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProxyConfiguration'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  listSigningKeys: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SigningKeyPage'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  rotateSigningKeys: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['RotateSigningKeysRequest'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SigningKeyPage'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  revokeSigningKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the API key; it is not the key. */
        key_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SigningKey'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  revokeAllTokens: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['RevokeAllTokensRequest'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TokenCutoff'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  listDecisions: {
    parameters: {
      query?: {
        /** @description The most entries that one page has. */
        limit?: components['parameters']['Limit'];
        /** @description The `next_cursor` of the page before. */
        cursor?: components['parameters']['Cursor'];
        outcome?: 'allowed' | 'refused' | 'failed';
        code?:
          | 'invalid_request'
          | 'multiple_credentials'
          | 'method_not_allowed'
          | 'request_timeout'
          | 'payload_too_large'
          | 'unsupported_media_type'
          | 'credential_missing'
          | 'scheme_missing'
          | 'scheme_unsupported'
          | 'credential_malformed'
          | 'credential_kind_not_accepted'
          | 'bad_credentials'
          | 'api_key_unknown'
          | 'api_key_expired'
          | 'api_key_revoked'
          | 'access_key_unknown'
          | 'access_key_revoked'
          | 'token_malformed'
          | 'token_signature_invalid'
          | 'token_expired'
          | 'token_not_yet_valid'
          | 'token_lifetime_exceeded'
          | 'token_wrong_type'
          | 'token_wrong_audience'
          | 'token_wrong_issuer'
          | 'token_revoked'
          | 'token_binding_mismatch'
          | 'dpop_proof_invalid'
          | 'app_disabled'
          | 'user_disabled'
          | 'ip_not_allowed'
          | 'origin_not_allowed'
          | 'insufficient_scope'
          | 'role_required'
          | 'scope_not_grantable'
          | 'token_type_not_allowed'
          | 'assertion_not_allowed'
          | 'api_not_granted'
          | 'untrusted_proxy'
          | 'proxy_request_invalid'
          | 'identity_too_long'
          | 'not_found'
          | 'conflict'
          | 'rate_limited'
          | 'quota_exceeded'
          | 'anonymous_quota_exceeded'
          | 'too_many_attempts'
          | 'server_error'
          | 'upstream_unreachable'
          | 'unavailable'
          | 'upstream_timeout'
          | 'loop_detected';
        /** @description Of a protected API; `ostiary`: our own. */
        api_id?: string;
        app_id?: string;
        credential_id?: string;
        /** @description All but those with this credential, such as your own dashboard’s. */
        except_credential_id?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DecisionPage'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  issueRegistrationToken: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description A value of your own for this request, such as a UUID, so that it can be repeated when its answer got lost: for 24 hours nothing is done twice. A repetition is refused with 409 and the member `id`; a secret is not shown again. With `Retry-After`, the first is still being worked on.
         * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['IssueRegistrationTokenRequest'];
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RegistrationToken'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  getServer: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Server'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  getMyProfile: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Profile'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  updateMyProfile: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateMyProfileRequest'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Profile'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  changeMyPassword: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ChangeMyPasswordRequest'];
      };
    };
    responses: {
      /** @description Done; there is nothing to say. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  listMySessions: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SessionPage'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  endMySessions: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done; there is nothing to say. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  endMySession: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        session_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done; there is nothing to say. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  listMyApis: {
    parameters: {
      query?: {
        /** @description The most entries that one page has. */
        limit?: components['parameters']['Limit'];
        /** @description The `next_cursor` of the page before. */
        cursor?: components['parameters']['Cursor'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CallableApiPage'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  listMyAuthorizedApps: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuthorizedAppPage'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  endMyAuthorizedApp: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the OAuth client. */
        client_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done; there is nothing to say. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  listMyApps: {
    parameters: {
      query?: {
        /** @description The most entries that one page has. */
        limit?: components['parameters']['Limit'];
        /** @description The `next_cursor` of the page before. */
        cursor?: components['parameters']['Cursor'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AppPage'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  createMyApp: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description A value of your own for this request, such as a UUID, so that it can be repeated when its answer got lost: for 24 hours nothing is done twice. A repetition is refused with 409 and the member `id`; a secret is not shown again. With `Retry-After`, the first is still being worked on.
         * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateMyAppRequest'];
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['App'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  getMyApp: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the app. */
        app_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['App'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  deleteMyApp: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the app. */
        app_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done; there is nothing to say. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  updateMyApp: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the app. */
        app_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateMyAppRequest'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['App'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  getMyUsage: {
    parameters: {
      query?: {
        /** @description The most entries that one page has. */
        limit?: components['parameters']['Limit'];
        /** @description The `next_cursor` of the page before. */
        cursor?: components['parameters']['Cursor'];
        /** @description The first hour that counts; a time within it stands for all of it. Default: a day before `to`. */
        from?: string;
        /** @description The time before which hours begin that count. Default: now. */
        to?: string;
        /** @description The periods that counts are added up to, in UTC. */
        interval?: 'hour' | 'day' | 'month' | 'total';
        /** @description What counts are told apart by: api, app, credential, code, kind. */
        group_by?: string;
        /** @description Id of the API; `ostiary` for the routes of this server. */
        api_id?: string;
        app_id?: string;
        credential_id?: string;
        /** @description `allowed`, or the code of a refusal. */
        code?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UsageCountPage'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  listMyDecisions: {
    parameters: {
      query?: {
        /** @description The most entries that one page has. */
        limit?: components['parameters']['Limit'];
        /** @description The `next_cursor` of the page before. */
        cursor?: components['parameters']['Cursor'];
        outcome?: 'allowed' | 'refused' | 'failed';
        code?:
          | 'invalid_request'
          | 'multiple_credentials'
          | 'method_not_allowed'
          | 'request_timeout'
          | 'payload_too_large'
          | 'unsupported_media_type'
          | 'credential_missing'
          | 'scheme_missing'
          | 'scheme_unsupported'
          | 'credential_malformed'
          | 'credential_kind_not_accepted'
          | 'bad_credentials'
          | 'api_key_unknown'
          | 'api_key_expired'
          | 'api_key_revoked'
          | 'access_key_unknown'
          | 'access_key_revoked'
          | 'token_malformed'
          | 'token_signature_invalid'
          | 'token_expired'
          | 'token_not_yet_valid'
          | 'token_lifetime_exceeded'
          | 'token_wrong_type'
          | 'token_wrong_audience'
          | 'token_wrong_issuer'
          | 'token_revoked'
          | 'token_binding_mismatch'
          | 'dpop_proof_invalid'
          | 'app_disabled'
          | 'user_disabled'
          | 'ip_not_allowed'
          | 'origin_not_allowed'
          | 'insufficient_scope'
          | 'role_required'
          | 'scope_not_grantable'
          | 'token_type_not_allowed'
          | 'assertion_not_allowed'
          | 'api_not_granted'
          | 'untrusted_proxy'
          | 'proxy_request_invalid'
          | 'identity_too_long'
          | 'not_found'
          | 'conflict'
          | 'rate_limited'
          | 'quota_exceeded'
          | 'anonymous_quota_exceeded'
          | 'too_many_attempts'
          | 'server_error'
          | 'upstream_unreachable'
          | 'unavailable'
          | 'upstream_timeout'
          | 'loop_detected';
        /** @description Of a protected API; `ostiary`: our own. */
        api_id?: string;
        app_id?: string;
        credential_id?: string;
        /** @description All but those with this credential, such as your own dashboard’s. */
        except_credential_id?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DecisionPage'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  listMyApiKeys: {
    parameters: {
      query?: {
        /** @description The most entries that one page has. */
        limit?: components['parameters']['Limit'];
        /** @description The `next_cursor` of the page before. */
        cursor?: components['parameters']['Cursor'];
      };
      header?: never;
      path: {
        /** @description Id of the app. */
        app_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiKeyPage'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  createMyApiKey: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description A value of your own for this request, such as a UUID, so that it can be repeated when its answer got lost: for 24 hours nothing is done twice. A repetition is refused with 409 and the member `id`; a secret is not shown again. With `Retry-After`, the first is still being worked on.
         * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path: {
        /** @description Id of the app. */
        app_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateApiKeyRequest'];
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IssuedApiKey'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  getMyApiKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the app. */
        app_id: string;
        /** @description Id of the API key; it is not the key. */
        key_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiKey'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  revokeMyApiKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the app. */
        app_id: string;
        /** @description Id of the API key; it is not the key. */
        key_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done; there is nothing to say. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  updateMyApiKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the app. */
        app_id: string;
        /** @description Id of the API key; it is not the key. */
        key_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateApiKeyRequest'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiKey'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  rotateMyApiKey: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description A value of your own for this request, such as a UUID, so that it can be repeated when its answer got lost: for 24 hours nothing is done twice. A repetition is refused with 409 and the member `id`; a secret is not shown again. With `Retry-After`, the first is still being worked on.
         * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path: {
        /** @description Id of the app. */
        app_id: string;
        /** @description Id of the API key; it is not the key. */
        key_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['RotateApiKeyRequest'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IssuedApiKey'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  listMyAccessKeys: {
    parameters: {
      query?: {
        /** @description The most entries that one page has. */
        limit?: components['parameters']['Limit'];
        /** @description The `next_cursor` of the page before. */
        cursor?: components['parameters']['Cursor'];
      };
      header?: never;
      path: {
        /** @description Id of the app. */
        app_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccessKeyPage'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  createMyAccessKey: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description A value of your own for this request, such as a UUID, so that it can be repeated when its answer got lost: for 24 hours nothing is done twice. A repetition is refused with 409 and the member `id`; a secret is not shown again. With `Retry-After`, the first is still being worked on.
         * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path: {
        /** @description Id of the app. */
        app_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateAccessKeyRequest'];
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IssuedAccessKey'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  getMyAccessKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the app. */
        app_id: string;
        /** @description Id of the access key; it is not the AK. */
        access_key_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccessKey'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  revokeMyAccessKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the app. */
        app_id: string;
        /** @description Id of the access key; it is not the AK. */
        access_key_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done; there is nothing to say. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  updateMyAccessKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the app. */
        app_id: string;
        /** @description Id of the access key; it is not the AK. */
        access_key_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateAccessKeyRequest'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccessKey'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  rotateMyAccessKey: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description A value of your own for this request, such as a UUID, so that it can be repeated when its answer got lost: for 24 hours nothing is done twice. A repetition is refused with 409 and the member `id`; a secret is not shown again. With `Retry-After`, the first is still being worked on.
         * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path: {
        /** @description Id of the app. */
        app_id: string;
        /** @description Id of the access key; it is not the AK. */
        access_key_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['RotateAccessKeyRequest'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IssuedAccessKey'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  listMyOAuthClients: {
    parameters: {
      query?: {
        /** @description The most entries that one page has. */
        limit?: components['parameters']['Limit'];
        /** @description The `next_cursor` of the page before. */
        cursor?: components['parameters']['Cursor'];
      };
      header?: never;
      path: {
        /** @description Id of the app. */
        app_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthClientPage'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  createMyOAuthClient: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description A value of your own for this request, such as a UUID, so that it can be repeated when its answer got lost: for 24 hours nothing is done twice. A repetition is refused with 409 and the member `id`; a secret is not shown again. With `Retry-After`, the first is still being worked on.
         * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path: {
        /** @description Id of the app. */
        app_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateOAuthClientRequest'];
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RegisteredOAuthClient'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  getMyOAuthClient: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the app. */
        app_id: string;
        /** @description Id of the OAuth client. */
        client_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthClient'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  deleteMyOAuthClient: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the app. */
        app_id: string;
        /** @description Id of the OAuth client. */
        client_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done; there is nothing to say. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  updateMyOAuthClient: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the app. */
        app_id: string;
        /** @description Id of the OAuth client. */
        client_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateOAuthClientRequest'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthClient'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  listMyOAuthClientSecrets: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the app. */
        app_id: string;
        /** @description Id of the OAuth client. */
        client_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthClientSecretPage'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  addMyOAuthClientSecret: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description A value of your own for this request, such as a UUID, so that it can be repeated when its answer got lost: for 24 hours nothing is done twice. A repetition is refused with 409 and the member `id`; a secret is not shown again. With `Retry-After`, the first is still being worked on.
         * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path: {
        /** @description Id of the app. */
        app_id: string;
        /** @description Id of the OAuth client. */
        client_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['AddOAuthClientSecretRequest'];
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IssuedClientSecret'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  deleteMyOAuthClientSecret: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the app. */
        app_id: string;
        /** @description Id of the OAuth client. */
        client_id: string;
        /** @description Id of the client secret. */
        secret_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done; there is nothing to say. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  revokeMyOAuthClientTokens: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the app. */
        app_id: string;
        /** @description Id of the OAuth client. */
        client_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['RevokeOAuthClientTokensRequest'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TokenCutoff'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  searchMyApiKeys: {
    parameters: {
      query?: {
        /** @description The most entries that one page has. */
        limit?: components['parameters']['Limit'];
        /** @description The `next_cursor` of the page before. */
        cursor?: components['parameters']['Cursor'];
        app_id?: string;
        /** @description A part of the name. */
        q?: string;
        state?: 'active' | 'disabled' | 'expired' | 'revoked';
        expires_before?: string;
        /** @description `true`: only what was never used. */
        unused?: 'true' | 'false';
        /** @description `true`: only those of which a secret that was replaced still works. */
        rotating?: 'true' | 'false';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['HeldApiKeyPage'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  searchMyAccessKeys: {
    parameters: {
      query?: {
        /** @description The most entries that one page has. */
        limit?: components['parameters']['Limit'];
        /** @description The `next_cursor` of the page before. */
        cursor?: components['parameters']['Cursor'];
        app_id?: string;
        /** @description A part of the name. */
        q?: string;
        state?: 'active' | 'disabled' | 'revoked';
        /** @description `true`: only what was never used. */
        unused?: 'true' | 'false';
        /** @description `true`: only those of which a secret that was replaced still works. */
        rotating?: 'true' | 'false';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['HeldAccessKeyPage'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  searchMyOAuthClients: {
    parameters: {
      query?: {
        /** @description The most entries that one page has. */
        limit?: components['parameters']['Limit'];
        /** @description The `next_cursor` of the page before. */
        cursor?: components['parameters']['Cursor'];
        app_id?: string;
        /** @description A part of the name. */
        q?: string;
        state?: 'active' | 'disabled';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['HeldOAuthClientPage'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  findMyCredential: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['FindCredentialRequest'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FoundCredential'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  getCredential: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The caller. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Credential'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  getDecision: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        request_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Decision'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  diagnose: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['DiagnoseRequest'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Diagnosis'];
        };
      };
      400: components['responses']['InvalidRequest'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  getData: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Records, and who asked. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SampleData'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  getDataV1: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Records, and who asked. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SampleData'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  postSecureEndpoint: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The token is good. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SecureAnswer'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  getProfile: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The caller. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Profile'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  getTokenUser: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The user, or the app itself. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TokenUser'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  getProtected: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The name. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LoggedIn'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  listOwners: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The owners. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Owners'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  authorize: {
    parameters: {
      query: {
        response_type?: 'code';
        client_id: string;
        /** @description Exactly as registered. */
        redirect_uri?: string;
        /** @description Space-separated. */
        scope?: string;
        /** @description Comes back unchanged. */
        state?: string;
        /** @description Of a pushed request (RFC 9126); then only `client_id` beside it. */
        request_uri?: string;
        /** @description PKCE (RFC 7636), required for public clients. */
        code_challenge?: string;
        code_challenge_method?: 'S256';
        /** @description Comes back in the ID token. */
        nonce?: string;
        /** @description `none`, `login`, `consent`, `select_account`. */
        prompt?: string;
        /** @description Seconds since the sign-in. */
        max_age?: number;
        /** @description Wished for; the ID token says what was had. */
        acr_values?: string;
        /** @description The user name to begin with. */
        login_hint?: string;
        /** @description An earlier ID token of the same person. */
        id_token_hint?: string;
        /** @description Binds the code to a key (RFC 9449 §10). */
        dpop_jkt?: string;
        /** @description The audience of the access token (RFC 8707): the one of a protected API. */
        resource?: string;
        /** @description Languages of the pages, best first. */
        ui_locales?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description To the sign-in page, or back to the redirect URI. */
      303: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description A page that says what is wrong: it is not safe to redirect. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'text/html': string;
        };
      };
      /** @description A page: too many sign-ins were started from this network. */
      429: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'text/html': string;
        };
      };
      /** @description A page for the user. */
      default: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'text/html': string;
        };
      };
    };
  };
  issueToken: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/x-www-form-urlencoded': {
          /** @enum {string} */
          grant_type:
            | 'authorization_code'
            | 'refresh_token'
            | 'client_credentials'
            | 'urn:ietf:params:oauth:grant-type:device_code'
            | 'urn:ietf:params:oauth:grant-type:jwt-bearer'
            | 'urn:ietf:params:oauth:grant-type:token-exchange';
          /** @description For `authorization_code`: the code. It works once. */
          code?: string;
          /**
           * Format: uri
           * @description For `authorization_code`: the one of the authorization request.
           */
          redirect_uri?: string;
          /** @description RFC 7636 §4.1 */
          code_verifier?: string;
          /** @description For the device grant: the code of the device. */
          device_code?: string;
          /** @description For the JWT bearer grant: an `app_token` or `person_token` of the client’s app. */
          assertion?: string;
          /** @description For token exchange: the API key, signed token or access token. */
          subject_token?: string;
          /** @enum {string} */
          subject_token_type?:
            | 'urn:ostiary:params:oauth:token-type:api_key'
            | 'urn:ietf:params:oauth:token-type:jwt'
            | 'urn:ietf:params:oauth:token-type:access_token';
          /** @description For token exchange: another name of `resource`. */
          audience?: string;
          /** @description For `refresh_token`: the newest one. */
          refresh_token?: string;
          /** @description Space-separated. */
          scope?: string;
          /**
           * Format: uri
           * @description The audience of the access token (RFC 8707): the one of a protected API.
           */
          resource?: string;
          client_id?: string;
          /** Format: password */
          client_secret?: string;
        };
      };
    };
    responses: {
      /** @description The tokens. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthTokens'];
        };
      };
      /** @description The request is refused: `error` says why. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthError'];
        };
      };
      /** @description The client is not authenticated: `invalid_client`. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthError'];
        };
      };
      /** @description Something that is needed does not answer; try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthError'];
        };
      };
    };
  };
  revokeToken: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/x-www-form-urlencoded': {
          token: string;
          token_type_hint?: string;
          client_id?: string;
          /** Format: password */
          client_secret?: string;
        };
      };
    };
    responses: {
      /** @description The token does not work, whether it ever did. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request is refused: `unsupported_token_type` for API keys, signed tokens and sign-ins, which are revoked elsewhere. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthError'];
        };
      };
      /** @description The client is not authenticated: `invalid_client`. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthError'];
        };
      };
      /** @description Something that is needed does not answer; try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthError'];
        };
      };
    };
  };
  introspect: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/x-www-form-urlencoded': {
          token: string;
          token_type_hint?: string;
          client_id?: string;
          /** Format: password */
          client_secret?: string;
        };
      };
    };
    responses: {
      /** @description `{"active": false}` for everything that is not good, or that the client may not know. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Introspection'];
        };
      };
      /** @description The request is refused: `error` says why. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthError'];
        };
      };
      /** @description The client is not authenticated: `invalid_client`. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthError'];
        };
      };
      /** @description Something that is needed does not answer; try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthError'];
        };
      };
    };
  };
  userInfo: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The claims that the granted scopes open. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserInfo'];
        };
      };
      /** @description More than one token was presented, or one in the query. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthError'];
        };
      };
      /** @description No access token, or one that is not good. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthError'];
        };
      };
      /** @description The access token lacks the scope `openid`, or speaks for no user. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthError'];
        };
      };
    };
  };
  getJwks: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The keys. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Jwks'];
        };
      };
      400: components['responses']['InvalidRequest'];
      503: components['responses']['Unavailable'];
    };
  };
  endSession: {
    parameters: {
      query?: {
        id_token_hint?: string;
        client_id?: string;
        post_logout_redirect_uri?: string;
        state?: string;
        ui_locales?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The page. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'text/html': string;
        };
      };
      /** @description To the registered page after sign-out. */
      303: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description A page that says what is wrong. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'text/html': string;
        };
      };
      /** @description A page: too many sign-ins were started from this network. */
      429: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'text/html': string;
        };
      };
    };
  };
  pushAuthorizationRequest: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/x-www-form-urlencoded': {
          /** @enum {string} */
          response_type: 'code';
          /** Format: uri */
          redirect_uri: string;
          /** @description Space-separated. */
          scope?: string;
          state?: string;
          code_challenge?: string;
          /** @enum {string} */
          code_challenge_method?: 'S256';
          /**
           * Format: uri
           * @description The audience of the access token (RFC 8707): the one of a protected API.
           */
          resource?: string;
          client_id: string;
          /** Format: password */
          client_secret?: string;
        };
      };
    };
    responses: {
      /** @description Where it is kept. */
      201: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PushedRequest'];
        };
      };
      /** @description The request is refused: `error` says why. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthError'];
        };
      };
      /** @description The client is not authenticated: `invalid_client`. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthError'];
        };
      };
      /** @description Public clients in this network asked too often. */
      429: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthError'];
        };
      };
      /** @description Something that is needed does not answer; try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthError'];
        };
      };
    };
  };
  authorizeDevice: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/x-www-form-urlencoded': {
          /** @description Space-separated. */
          scope?: string;
          /**
           * Format: uri
           * @description The audience of the access token (RFC 8707): the one of a protected API.
           */
          resource?: string;
          client_id?: string;
          /** Format: password */
          client_secret?: string;
        };
      };
    };
    responses: {
      /** @description The codes. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DeviceAuthorization'];
        };
      };
      /** @description The request is refused: `error` says why. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthError'];
        };
      };
      /** @description The client is not authenticated: `invalid_client`. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthError'];
        };
      };
      /** @description Public clients in this network asked too often. */
      429: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthError'];
        };
      };
      /** @description Something that is needed does not answer; try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthError'];
        };
      };
    };
  };
  enterDeviceCode: {
    parameters: {
      query?: {
        /** @description Fills the form in; the user still confirms. */
        user_code?: string;
        ui_locales?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The page. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'text/html': string;
        };
      };
      /** @description A page that says what is wrong. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'text/html': string;
        };
      };
      /** @description A page: too many sign-ins were started from this network. */
      429: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'text/html': string;
        };
      };
    };
  };
  getOpenidConfiguration: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What is on here. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ServerMetadata'];
        };
      };
      400: components['responses']['InvalidRequest'];
    };
  };
  getServerMetadata: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What is on here. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ServerMetadata'];
        };
      };
      400: components['responses']['InvalidRequest'];
    };
  };
  getResourceMetadata: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Where its tokens come from. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ResourceMetadata'];
        };
      };
      400: components['responses']['InvalidRequest'];
    };
  };
  getResourceMetadataOf: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The path prefix of the API, without its first slash.
         * @example api/weather-basic
         */
        path: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Where its tokens come from. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ResourceMetadata'];
        };
      };
      400: components['responses']['InvalidRequest'];
      404: components['responses']['NotFound'];
    };
  };
  verifyRequest: {
    parameters: {
      query?: {
        /** @description For nginx: nothing is answered but 200, 401 and 403; a refusal has `X-Auth-Decision`, for `/verify/denied`. */
        mode?: 'nginx';
      };
      header?: {
        /** @description The method that the client used; or `X-Original-Method`. */
        'X-Forwarded-Method'?: string;
        /** @description Path and query as the client sent them; or `X-Original-URI`. */
        'X-Forwarded-Uri'?: string;
        /** @description The `Host` of the client. Needed with `X-Forwarded-Uri`. */
        'X-Forwarded-Host'?: string;
        /** @description `http` or `https`. Needed with `X-Forwarded-Uri`. */
        'X-Forwarded-Proto'?: string;
        /** @description The address of the client; without it, the address counts as unknown. */
        'X-Forwarded-For'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Allowed. The body is empty; the headers say who calls. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          /** @description The kind of the credential, or `anonymous`. */
          'X-Auth-Kind': string;
          /** @description Percent-encoded UTF-8. */
          'X-Auth-Subject': string;
          /** @description Id of the app. */
          'X-Auth-App': string;
          /** @description Id of the credential. */
          'X-Auth-Credential': string;
          /** @description Separated by spaces. */
          'X-Auth-Scopes': string;
          /** @description Separated by commas, each percent-encoded. */
          'X-Auth-Roles': string;
          /** @description Separated by commas, each percent-encoded. */
          'X-Auth-Groups': string;
          /** @description The same as a JWT (ES256), for one minute and one API; see `/oauth/jwks`. */
          'X-Auth-Token': string;
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
    };
  };
  showRefusal: {
    parameters: {
      query?: never;
      header: {
        /** @description As `/verify?mode=nginx` has answered it. */
        'X-Auth-Decision': string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      429: components['responses']['TooManyRequests'];
      503: components['responses']['Unavailable'];
      default: components['responses']['Forbidden'];
    };
  };
  getWeatherNow: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The weather, and who asked. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Weather'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      502: components['responses']['BadGateway'];
      503: components['responses']['Unavailable'];
      504: components['responses']['GatewayTimeout'];
    };
  };
  postWeatherNow: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The weather, and who asked. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Weather'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      502: components['responses']['BadGateway'];
      503: components['responses']['Unavailable'];
      504: components['responses']['GatewayTimeout'];
    };
  };
  getWeatherNowByAlias: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The weather, and who asked. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Weather'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      502: components['responses']['BadGateway'];
      503: components['responses']['Unavailable'];
      504: components['responses']['GatewayTimeout'];
    };
  };
  postWeatherNowByAlias: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The weather, and who asked. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Weather'];
        };
      };
      400: components['responses']['InvalidRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      429: components['responses']['TooManyRequests'];
      502: components['responses']['BadGateway'];
      503: components['responses']['Unavailable'];
      504: components['responses']['GatewayTimeout'];
    };
  };
}
