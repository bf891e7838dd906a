// What the tests use of client libraries that bring no types.

declare module 'simple-oauth2' {
  interface AccessToken {
    readonly token: Readonly<Record<string, unknown>>;
    expired(windowSeconds?: number): boolean;
    refresh(): Promise<AccessToken>;
    revoke(type: 'access_token' | 'refresh_token'): Promise<void>;
    revokeAll(): Promise<void>;
  }

  interface ModuleOptions {
    readonly client: { readonly id: string; readonly secret: string };
    readonly auth: { readonly tokenHost: string };
    readonly options?: { readonly authorizationMethod?: 'header' | 'body' };
  }

  class AuthorizationCode {
    constructor(options: ModuleOptions);
    authorizeURL(parameters: Readonly<Record<string, string>>): string;
    getToken(parameters: Readonly<Record<string, string>>): Promise<AccessToken>;
    createToken(token: unknown): AccessToken;
  }

  class ClientCredentials {
    constructor(options: ModuleOptions);
    getToken(parameters: Readonly<Record<string, string>>): Promise<AccessToken>;
  }
}
