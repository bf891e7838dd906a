import type { IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import { isId } from '../../../kernel/ids.js';
import type { ClientStanding } from '../../../modules/oauth-clients/index.js';
import { EngineClients, ownMembersOf } from './engine-clients.js';

/** A client that has proved itself, with its members as the engine's own clients have them. */
export interface KnownClient {
  readonly clientId: string;
  readonly standing: ClientStanding;
  readonly [member: string]: unknown;
}

/** One spelling of HTTP Basic, with ids and secrets as we generate them, which need no decoding. */
const BASIC = /^Basic ([A-Za-z0-9+/]+={0,2})$/;
const PAIR = /^(cli_[0-9a-z]+):(cs_[0-9A-Za-z]+)$/;
/** Whoever sends one of these wants more than the plain answer, or proves more than a secret. */
const SPECIAL_HEADERS = [
  'dpop',
  'oauth-client-attestation',
  'oauth-client-attestation-pop',
  'origin',
] as const;

/**
 * Recognizes clients that the engine has come to know, without asking it again. It is told nothing but "yes":
 * every client is authenticated by the engine first, from the registration that is remembered now, and with
 * each change of that it is again. The secret is compared each time, by what compares it for the engine.
 * Whatever is not plain, and whatever would be refused, is the engine's to answer.
 */
@Injectable()
export class KnownClients {
  private readonly members = new WeakMap<ClientStanding, KnownClient>();

  constructor(private readonly clients: EngineClients) {}

  /** @returns null for everybody whom only the engine can tell, at once or at all */
  prove(headers: IncomingHttpHeaders): KnownClient | null {
    if (SPECIAL_HEADERS.some((name) => headers[name] !== undefined)) return null;
    const encoded = BASIC.exec(headers.authorization ?? '')?.[1];
    if (encoded === undefined) return null;
    const pair = PAIR.exec(Buffer.from(encoded, 'base64').toString('latin1'));
    const [clientId, secret] = [pair?.[1], pair?.[2]];
    if (secret === undefined || !isId('cli', clientId)) return null;
    const standing = this.clients.accepted(clientId);
    if (standing === null) return null;
    return this.clients.verifySecret(clientId, secret) === true ? this.membersOf(standing) : null;
  }

  private membersOf(standing: ClientStanding): KnownClient {
    const remembered = this.members.get(standing);
    if (remembered !== undefined) return remembered;
    const members = { clientId: standing.client.id, standing, ...ownMembersOf(standing) };
    this.members.set(standing, members);
    return members;
  }
}
