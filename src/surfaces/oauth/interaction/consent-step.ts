import { Injectable } from '@nestjs/common';
import type { Grant, Interaction } from 'oidc-provider';
import { AppError } from '../../../kernel/errors/index.js';
import { isSecureContext } from '../../../kernel/secure-context.js';
import { UsersService } from '../../../modules/users/index.js';
import { AppConfig } from '../../../platform/config/index.js';
import { ConsentView } from '../../pages/index.js';
import { asksEachTime } from '../engine/interaction-steps.js';
import { OAuthEngine } from '../engine/oauth-engine.js';
import { OAUTH_PATHS } from '../engine/oauth-settings.js';
import { RememberedConsents } from '../engine/remembered-consents.js';
import { claimsOf, RequestDescriptions } from '../engine/request-descriptions.js';
import { InteractionForms } from './interaction-forms.js';
import {
  type InteractionStep,
  parameterOf,
  type Shown,
  type StepOutcome,
  type Visit,
} from './interaction-step.js';

/** In the console, which is not there at other addresses. */
const AUTHORIZED_APPS = '/console/account?tab=authorized-apps';

/** What the engine found missing in the grant; nothing else can be granted here. */
interface Missing {
  readonly missingOIDCScope?: readonly string[];
  readonly missingOIDCClaims?: readonly string[];
  readonly missingResourceScopes?: Readonly<Record<string, readonly string[]>>;
}

/** Asks whether the client may have what it asks for. */
@Injectable()
export class ConsentStep implements InteractionStep {
  constructor(
    private readonly engine: OAuthEngine,
    private readonly consents: RememberedConsents,
    private readonly users: UsersService,
    private readonly descriptions: RequestDescriptions,
    private readonly forms: InteractionForms,
    private readonly config: AppConfig,
  ) {}

  async show({ interaction, client }: Visit): Promise<Shown> {
    const account = await this.users.standing(accountOf(interaction));
    const redirectUri = parameterOf(interaction, 'redirect_uri') ?? '';
    const isForDevice = interaction.deviceCode !== undefined;
    return {
      view: ConsentView({
        action: `/interaction/${interaction.uid}/consent`,
        csrf: this.forms.field(interaction.uid),
        client: await this.descriptions.ofClient(client),
        redirectHost: isForDevice ? null : hostOf(redirectUri),
        account: {
          username: account?.username ?? '',
          switchHref: switchHref(interaction, isForDevice),
        },
        scopes: await this.descriptions.ofScopes(
          parameterOf(interaction, 'scope'),
          missingScopes(interaction),
        ),
        claims: claimsOf(
          parameterOf(interaction, 'claims'),
          parameterOf(interaction, 'scope'),
          new Set(missingIn(interaction).missingOIDCClaims),
        ),
        isAskedEachTime: asksEachTime(client, redirectUri),
        revokeHref: isSecureContext(this.config.publicUrl) ? AUTHORIZED_APPS : null,
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
    if (missing.missingOIDCClaims !== undefined) {
      grant.addOIDCClaims([...missing.missingOIDCClaims]);
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
}

function accountOf(interaction: Interaction): string {
  const accountId = interaction.session?.accountId;
  if (accountId === undefined) throw new AppError('server_error', { internal: 'no account' });
  return accountId;
}

function missingIn(interaction: Interaction): Missing {
  return interaction.prompt.details;
}

/** The scopes that the person has not granted yet. */
function missingScopes(interaction: Interaction): ReadonlySet<string> {
  const missing = missingIn(interaction);
  return new Set([
    ...(missing.missingOIDCScope ?? []),
    ...Object.values(missing.missingResourceScopes ?? {}).flat(),
  ]);
}

/**
 * The same question, with somebody else to sign in first. The request of a device cannot be made again
 * here: somebody else signs in within it.
 */
function switchHref(interaction: Interaction, isForDevice: boolean): string {
  if (isForDevice) return `/interaction/${interaction.uid}/login`;
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
