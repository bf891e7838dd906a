import { Injectable } from '@nestjs/common';
import { errors, type ClientMetadata as EngineMetadata } from 'oidc-provider';
import { AppError } from '../../../kernel/errors/index.js';
import { isId } from '../../../kernel/ids.js';
import { registrationOf, type ClientMetadata } from '../../../modules/oauth-clients/index.js';
import { AppConfig } from '../../../platform/config/index.js';
import { EXTRA_CLIENT_MEMBERS, STRANGERS_REGISTRATION } from '../engine/engine-clients.js';
import { strangersMetadata } from './registration.schema.js';

/** Members of the engine's that it would act upon, and that we keep nothing of. */
const UNUSED_MEMBERS = [
  'contacts',
  'default_acr_values',
  'default_max_age',
  'initiate_login_uri',
  'require_auth_time',
  'sector_identifier_uri',
  'subject_type',
  'scope',
] as const;

/** What becomes of a description that a stranger gives of a client, before the engine looks at it. */
@Injectable()
export class StrangerPolicy {
  constructor(private readonly config: AppConfig) {}

  /**
   * Replaces what was described by what is granted. To be called for every client that the engine
   * builds; clients that are read from our tables stay as they are.
   *
   * @param isRegistering whether the description came with the request
   * @throws InvalidClientMetadata
   */
  apply(isRegistering: boolean, metadata: EngineMetadata): void {
    // All that is not known by an id of ours is a stranger's, however it is spelled.
    const isDocument = !isId('cli', metadata.client_id);
    if (!isRegistering && !isDocument) return;
    const granted = strangersMetadata(metadata, {
      scopes: this.config.selfRegisteredScopes,
      isDocument,
    });
    assertRegistrable(granted);
    for (const member of [...EXTRA_CLIENT_MEMBERS, ...UNUSED_MEMBERS]) delete metadata[member];
    const { scope: _scope, require_pkce: _pkce, ...members } = granted;
    Object.assign(metadata, members, {
      response_types: ['code'],
      [STRANGERS_REGISTRATION]: granted,
    });
  }
}

/** What `apply` left for whoever stores the client. */
export function grantedTo(client: Readonly<Record<string, unknown>>): ClientMetadata {
  const granted = client[STRANGERS_REGISTRATION];
  if (granted === undefined) throw new Error('the client did not pass the policy');
  return granted as ClientMetadata;
}

/** Our own rules, refused in the form of RFC 7591 §3.2.2. */
function assertRegistrable(granted: ClientMetadata): void {
  try {
    registrationOf(granted);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const [first] = error.errors;
    const member = first?.pointer.replace(/^#\//, '') ?? 'the registration';
    // ASCII only (RFC 7591, section 3.2.2).
    const detail = (first?.detail ?? error.detail).replaceAll('§', 'section ');
    throw new errors.InvalidClientMetadata(`${member}: ${detail}`);
  }
}
