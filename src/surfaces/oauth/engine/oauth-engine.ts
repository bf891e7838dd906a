import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import Provider, { type Client } from 'oidc-provider';
import {
  OAuthRecords,
  SIGNING_KEYS_CHANGED,
  SigningKeysService,
  TokenKeys,
} from '../../../modules/tokens/index.js';
import { Clock } from '../../../platform/clock.js';
import { AppConfig } from '../../../platform/config/index.js';
import { Sealer } from '../../../platform/database/index.js';
import { ChangeEvents } from '../../../platform/events/index.js';
import { OutboundFetch } from '../../../platform/outbound/index.js';
import { SelfRegistration } from '../registration/self-registration.js';
import { ClientAssertions } from './client-assertions.js';
import type { Grant } from '../grants/grant.js';
import { JwtBearerGrant } from '../grants/jwt-bearer.grant.js';
import { TokenExchangeGrant } from '../grants/token-exchange.grant.js';
import { ClientUse } from './client-use.js';
import { CodeGuesses } from './code-guesses.js';
import { DevicePages } from './device-pages.js';
import { DevicePolling } from './device-polling.js';
import { EngineClients } from './engine-clients.js';
import { engineConfiguration } from './engine-configuration.js';
import { EngineObserver } from './engine-observer.js';
import { EnginePages } from './engine-pages.js';
import { IdTokenHints } from './id-token-hints.js';
import { Introspection } from './introspection.js';
import { OAuthAccounts } from './oauth-accounts.js';
import { MachineTokens } from './machine-tokens.js';
import { PostedRequests } from './posted-requests.js';
import { explainProofRefusals } from './proof-refusals.js';
import { QuestionLimit } from './question-limit.js';
import { RefreshReplay } from './refresh-replay.js';
import { withRequestContext } from './request-context.js';
import { rememberRequestTimes } from './request-times.js';
import { RememberedConsents } from './remembered-consents.js';
import { ResourcePolicy } from './resource-policy.js';
import { ResponseFinish } from './response-finish.js';
import { Revocation } from './revocation.js';
import { keepSignInPlaces } from './sign-in-places.js';
import { recordAccessTokens } from './token-format.js';
import { UserCodeLimit } from './user-code-limit.js';

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * The OAuth 2.1 and OpenID Connect engine: `oidc-provider`, over our tables.
 *
 * A provider has its keys for life. When they change, another one takes its place; requests that are
 * under way end with the one that they began with. All state is in the tables, so that whoever was
 * asked a question by the one is answered by the other.
 */
@Injectable()
export class OAuthEngine implements OnModuleInit, OnApplicationShutdown {
  #provider: Provider | undefined;
  #handler: Handler | undefined;
  #unsubscribe: (() => void) | undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly sealer: Sealer,
    private readonly keys: SigningKeysService,
    private readonly tokenKeys: TokenKeys,
    private readonly records: OAuthRecords,
    private readonly clients: EngineClients,
    private readonly assertions: ClientAssertions,
    private readonly outbound: OutboundFetch,
    private readonly registration: SelfRegistration,
    private readonly accounts: OAuthAccounts,
    private readonly consents: RememberedConsents,
    private readonly resources: ResourcePolicy,
    private readonly pages: EnginePages,
    private readonly devicePages: DevicePages,
    private readonly devicePolling: DevicePolling,
    private readonly userCodes: UserCodeLimit,
    private readonly guesses: CodeGuesses,
    private readonly replay: RefreshReplay,
    private readonly hints: IdTokenHints,
    private readonly finish: ResponseFinish,
    private readonly introspection: Introspection,
    private readonly revocation: Revocation,
    private readonly posted: PostedRequests,
    private readonly questions: QuestionLimit,
    private readonly observer: EngineObserver,
    private readonly clientUse: ClientUse,
    private readonly machineTokens: MachineTokens,
    private readonly events: ChangeEvents,
    private readonly jwtBearer: JwtBearerGrant,
    private readonly tokenExchange: TokenExchangeGrant,
  ) {}

  onModuleInit(): void {
    this.replaceProvider();
    this.#unsubscribe = this.events.subscribe((tag) => {
      if (tag === SIGNING_KEYS_CHANGED) this.replaceProvider();
    });
  }

  onApplicationShutdown(): void {
    this.#unsubscribe?.();
  }

  /** The engine's own interface, for the pages of an interaction. */
  get provider(): Provider {
    if (this.#provider === undefined) throw new Error('the OAuth engine has not started');
    return this.#provider;
  }

  /** Answers a request of the protocol. The body must not have been read. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const handler = this.#handler;
    if (handler === undefined) throw new Error('the OAuth engine has not started');
    await withRequestContext(() => handler(request, response));
  }

  private replaceProvider(): void {
    const provider = this.createProvider();
    // What is added with `use` after this is not part of the handler.
    this.#handler = provider.callback();
    this.#provider = provider;
  }

  private createProvider(): Provider {
    const { publicUrl } = this.config;
    const provider = new Provider(
      publicUrl,
      engineConfiguration({
        publicUrl,
        records: this.records,
        clients: this.clients,
        accounts: this.accounts,
        consents: this.consents,
        resources: this.resources,
        introspection: this.introspection,
        assertions: this.assertions,
        outbound: this.outbound,
        registration: this.registration,
        pages: this.pages,
        devicePages: this.devicePages,
        keys: this.keys.trustedKeys(),
        cookieKey: this.sealer.deriveKey('oauth-cookies').toString('base64url'),
      }),
    );
    // Host and scheme come from `pinRequest`, which writes them itself.
    provider.proxy = true;
    rememberRequestTimes(provider, this.clock);
    keepSignInPlaces(provider);
    recordAccessTokens(provider, this.tokenKeys);
    compareHashedSecrets(provider, this.clients);
    this.assertions.install(provider);
    for (const grant of [this.jwtBearer, this.tokenExchange]) registerGrant(provider, grant);
    this.guesses.install(provider);
    this.replay.install(provider);
    this.hints.install(provider);
    this.finish.install(provider);
    this.introspection.install(provider);
    this.revocation.install(provider);
    this.posted.install(provider);
    this.registration.install(provider);
    this.questions.install(provider);
    this.userCodes.install(provider);
    this.devicePages.install(provider);
    this.devicePolling.install(provider);
    explainProofRefusals(provider);
    this.observer.install(provider);
    this.clientUse.install(provider);
    this.machineTokens.install(provider);
    return provider;
  }
}

function registerGrant(provider: Provider, grant: Grant): void {
  provider.registerGrantType(grant.name, (ctx) => grant.handle(ctx), grant.parameters);
}

function compareHashedSecrets(provider: Provider, clients: EngineClients): void {
  const { prototype } = provider.Client as unknown as { readonly prototype: Client };
  prototype.compareClientSecret = function (this: Client, secret: string) {
    return clients.authenticate(this.clientId, secret);
  };
}
