import { Injectable } from '@nestjs/common';
import type { Grant, Interaction } from 'oidc-provider';
import { AppError } from '../../../kernel/errors/index.js';
import { ScopeCatalogue } from '../../../modules/protected-apis/index.js';
import { UsersService } from '../../../modules/users/index.js';
import { type ConsentScope, ConsentView } from '../../pages/index.js';
import { asksEachTime } from '../engine/interaction-steps.js';
import { OAuthEngine } from '../engine/oauth-engine.js';
import { OAUTH_PATHS, OIDC_SCOPES } from '../engine/oauth-settings.js';
import { RememberedConsents } from '../engine/remembered-consents.js';
import { InteractionForms } from './interaction-forms.js';
import {
  type InteractionStep,
  parameterOf,
  type Shown,
  type StepOutcome,
  type Visit,
} from './interaction-step.js';

/** Scopes that change or administer something: shown first and marked. */
const SENSITIVE =
  /(?:^admin[:.]|[:._-](?:write|delete|manage|admin)$|^(?:write|delete|manage)[:._-])/;

/** What the engine found missing in the grant; nothing else can be granted here. */
interface Missing {
  readonly missingOIDCScope?: readonly string[];
  readonly missingResourceScopes?: Readonly<Record<string, readonly string[]>>;
}

/** Asks whether the client may have what it asks for. */
@Injectable()
export class ConsentStep implements InteractionStep {
  constructor(
    private readonly engine: OAuthEngine,
    private readonly consents: RememberedConsents,
    private readonly users: UsersService,
    private readonly catalogue: ScopeCatalogue,
    private readonly forms: InteractionForms,
  ) {}

  async show({ interaction, client }: Visit): Promise<Shown> {
    const account = await this.users.standing(accountOf(interaction));
    const redirectUri = parameterOf(interaction, 'redirect_uri') ?? '';
    const ownerId = client['owner_id'];
    const owner = typeof ownerId === 'string' ? await this.users.standing(ownerId) : null;
    return {
      view: ConsentView({
        action: `/interaction/${interaction.uid}/consent`,
        csrf: this.forms.field(interaction.uid),
        client: {
          name: client.clientName ?? client.clientId,
          ownerName: owner?.username ?? null,
          registeredAt: Number(client['registered_at']),
          // There is no other way to register one in this version.
          isRegisteredByAdmin: true,
        },
        redirectHost: hostOf(redirectUri),
        account: { username: account?.username ?? '', switchHref: switchHref(interaction) },
        scopes: await this.scopesOf(interaction),
        isAskedEachTime: asksEachTime(client, redirectUri),
        revokeHref: null,
      }),
    };
  }

  async submit(visit: Visit, fields: URLSearchParams): Promise<StepOutcome> {
    const decision = fields.get('decision');
    if (decision === 'deny') {
      const error_description = 'the person denied the request';
      return { result: { error: 'access_denied', error_description } };
    }
    if (decision !== 'allow') return this.show(visit);
    return { result: { consent: { grantId: await this.allow(visit.interaction) } } };
  }

  private async allow(interaction: Interaction): Promise<string> {
    const grant = await this.grantOf(interaction);
    const missing = missingIn(interaction);
    if (missing.missingOIDCScope !== undefined) {
      grant.addOIDCScope([...missing.missingOIDCScope]);
    }
    for (const [resource, scopes] of Object.entries(missing.missingResourceScopes ?? {})) {
      grant.addResourceScope(resource, [...scopes]);
    }
    const grantId = await grant.save();
    await this.consents.remember(grant);
    return grantId;
  }

  private async grantOf(interaction: Interaction): Promise<Grant> {
    const { Grant: GrantModel } = this.engine.provider;
    const { grantId } = interaction;
    const known = grantId === undefined ? undefined : await GrantModel.find(grantId);
    const clientId = parameterOf(interaction, 'client_id') ?? '';
    return known ?? new GrantModel({ accountId: accountOf(interaction), clientId });
  }

  private scopesOf(interaction: Interaction): Promise<ConsentScope[]> {
    const missing = missingIn(interaction);
    const asked = new Set([
      ...(missing.missingOIDCScope ?? []),
      ...Object.values(missing.missingResourceScopes ?? {}).flat(),
    ]);
    const names = (parameterOf(interaction, 'scope') ?? '').split(' ').filter(Boolean);
    return Promise.all(
      names.map(async (name) => {
        const known = OIDC_SCOPES.has(name) ? null : await this.catalogue.describe(name);
        return {
          name,
          description: known?.description ?? null,
          apiName: known?.apiName ?? null,
          isSensitive: SENSITIVE.test(name),
          isGrantedBefore: !asked.has(name),
        };
      }),
    );
  }
}

function accountOf(interaction: Interaction): string {
  const accountId = interaction.session?.accountId;
  if (accountId === undefined) throw new AppError('server_error', { internal: 'no account' });
  return accountId;
}

function missingIn(interaction: Interaction): Missing {
  return interaction.prompt.details;
}

/** The same authorization request, with somebody else to sign in first. */
function switchHref(interaction: Interaction): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(interaction.params)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (typeof each === 'string') query.append(name, each);
    }
  }
  query.set('prompt', 'login');
  return `${OAUTH_PATHS.authorization}?${query}`;
}

/** Where the person goes back to, short enough to be read: a host, or the scheme of a native app. */
function hostOf(redirectUri: string): string {
  const parsed = URL.parse(redirectUri);
  if (parsed === null) return '';
  return parsed.host === '' ? parsed.protocol : parsed.host;
}
