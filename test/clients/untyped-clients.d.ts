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

declare module 'passport-oauth2' {
  import { Strategy } from 'passport';

  namespace OAuth2Strategy {
    interface StrategyOptions {
      readonly authorizationURL: string;
      readonly tokenURL: string;
      readonly clientID: string;
      readonly clientSecret: string;
      readonly callbackURL: string;
      readonly scope: string | readonly string[];
      readonly state: boolean;
      readonly pkce: boolean;
    }

    /** Of this arity, it is given the whole answer of the token endpoint, too. */
    type Verify = (
      accessToken: string,
      refreshToken: string,
      parameters: Readonly<Record<string, string>>,
      profile: unknown,
      done: (error: unknown, user?: Express.User) => void,
    ) => void;

    class InternalOAuthError extends Error {
      constructor(message: string, cause: unknown);
    }
  }

  class OAuth2Strategy extends Strategy {
    protected readonly _oauth2: {
      useAuthorizationHeaderforGET(use: boolean): void;
      get(url: string, token: string, done: (error: unknown, body: string) => void): void;
    };
    constructor(options: OAuth2Strategy.StrategyOptions, verify: OAuth2Strategy.Verify);
    userProfile(accessToken: string, done: (error: unknown, profile?: unknown) => void): void;
  }
  export = OAuth2Strategy;
}

declare module 'passport-openidconnect' {
  import { Strategy } from 'passport';

  namespace OpenIDConnectStrategy {
    interface StrategyOptions {
      readonly issuer: string;
      readonly authorizationURL: string;
      readonly tokenURL: string;
      readonly userInfoURL: string;
      readonly clientID: string;
      readonly clientSecret: string;
      readonly callbackURL: string;
      readonly scope: string | readonly string[];
      readonly nonce?: boolean;
      /** Seconds. */
      readonly maxAge?: number;
      readonly skipUserProfile?: boolean;
    }

    /** Of this arity, it is given the ID token, too. */
    type Verify = (
      issuer: string,
      profile: unknown,
      context: unknown,
      idToken: string,
      done: (error: unknown, user?: Express.User) => void,
    ) => void;
  }

  class OpenIDConnectStrategy extends Strategy {
    constructor(
      options: OpenIDConnectStrategy.StrategyOptions,
      verify: OpenIDConnectStrategy.Verify,
    );
  }
  export = OpenIDConnectStrategy;
}
