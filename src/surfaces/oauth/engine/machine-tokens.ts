import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import type Provider from 'oidc-provider';
import type { Client, ClientCredentials, KoaContextWithOIDC } from 'oidc-provider';
import type { ClientStanding } from '../../../modules/oauth-clients/index.js';
import { ApiCatalogue, type ApiSnapshot } from '../../../modules/protected-apis/index.js';
import { SigningKeysService } from '../../../modules/tokens/index.js';
import { Clock } from '../../../platform/clock.js';
import { EngineClients } from './engine-clients.js';
import type { KnownClient } from './known-clients.js';
import { savedAsAskedAt } from './request-times.js';

type Server = NonNullable<ClientCredentials['resourceServer']>;

/** A form that was not granted before, while the engine looks at it. */
interface Asked {
  readonly standing: ClientStanding;
  readonly body: string;
  readonly apis: ApiSnapshot;
}

/** What the engine has granted for a form, and what it depended on besides client and form. */
export interface MachineGrant {
  readonly provider: Provider;
  readonly apis: ApiSnapshot;
  readonly client: Client;
  readonly scope: string | undefined;
  readonly server: Server;
  /** Of the key that signs. */
  readonly kid: string;
}

const GRANT_TYPE = 'client_credentials';
/** For one client; each has one or two as a rule. */
const MOST_FORMS = 32;
const LONGEST_REMEMBERED_FORM = 1024;

/**
 * Remembers what the engine grants to machines (`client_credentials`), and issues the next token of the same
 * grant. What is granted follows from the client's registration, the form, the protected APIs and the signing
 * key; when one of them is not the one of before, the engine is asked again. Tokens are made and kept by the
 * engine's own model.
 */
@Injectable()
export class MachineTokens {
  private readonly granted = new WeakMap<ClientStanding, Map<string, MachineGrant>>();
  private readonly asked = new WeakMap<IncomingMessage, Asked>();
  private provider: Provider | null = null;

  constructor(
    private readonly catalogue: ApiCatalogue,
    private readonly clients: EngineClients,
    private readonly keys: SigningKeysService,
    private readonly clock: Clock,
  ) {}

  install(provider: Provider): void {
    this.provider = provider;
    provider.on('grant.success', (ctx: KoaContextWithOIDC) => this.learn(provider, ctx));
  }

  /**
   * @param body the form as it was sent
   * @returns null when the engine has to be asked, whose answer to this very request is remembered
   */
  grantFor(raw: IncomingMessage, { standing }: KnownClient, body: string): MachineGrant | null {
    const apis = this.catalogue.snapshot();
    if (apis instanceof Promise) return null;
    const grant = this.granted.get(standing)?.get(body);
    if (grant !== undefined && this.stands(grant, apis)) return grant;
    if (body.length <= LONGEST_REMEMBERED_FORM) this.asked.set(raw, { standing, body, apis });
    return null;
  }

  /** A new token, on record when it is there, in the answer of RFC 6749 §5.1. */
  async issue({ provider, client, scope, server }: MachineGrant): Promise<object> {
    const now = this.clock.now();
    const token = new provider.ClientCredentials({ client, scope });
    token.resourceServer = server;
    const accessToken = await savedAsAskedAt(token, now);
    return {
      access_token: accessToken,
      expires_in: token.expiration,
      scope: token.scope,
      token_type: token.tokenType,
    };
  }

  private stands({ provider, apis, kid }: MachineGrant, current: ApiSnapshot): boolean {
    const isSameEngine = provider === this.provider && kid === this.keys.activeKey('access').kid;
    return isSameEngine && apis === current;
  }

  private learn(provider: Provider, { req, oidc }: KoaContextWithOIDC): void {
    const asked = this.asked.get(req);
    const token = oidc.entities.ClientCredentials;
    if (asked === undefined || token === undefined || oidc.client === undefined) return;
    const { standing, body, apis } = asked;
    // A change while the engine was at work: nobody knows which of the two it has seen.
    const isSame =
      this.clients.accepted(oidc.client.clientId) === standing &&
      this.catalogue.snapshot() === apis;
    if (!isSame || oidc.params?.['grant_type'] !== GRANT_TYPE || !isPlain(token)) return;
    const grants = this.granted.get(standing) ?? new Map<string, MachineGrant>();
    if (grants.size >= MOST_FORMS) grants.clear();
    const { scope, resourceServer: server } = token;
    const kid = kidOf(server);
    if (kid === null) return;
    grants.set(body, { provider, apis, client: oidc.client, scope, server, kid });
    this.granted.set(standing, grants);
  }
}

/** Whether nothing is in the token that came from this one request: a proof, a certificate, claims. */
function isPlain(
  token: ClientCredentials,
): token is ClientCredentials & { readonly resourceServer: Server } {
  const { extra, jkt, resourceServer } = token;
  return (
    resourceServer !== undefined &&
    jkt === undefined &&
    token['x5t#S256'] === undefined &&
    token['rar'] === undefined &&
    Object.keys(extra ?? {}).length === 0
  );
}

function kidOf({ jwt }: Server): string | null {
  return (jwt?.sign !== false && jwt?.sign?.kid) || null;
}
