import { errors, type Adapter, type AdapterPayload } from 'oidc-provider';
import type { FoundOAuthRecord, OAuthRecords } from '../../../modules/tokens/index.js';
import type { EngineClients } from './engine-clients.js';
import { askedAt } from './request-times.js';

/** How the engine stores clients that register themselves; all others are registered elsewhere. */
export interface ClientStore {
  store(id: string, client: Readonly<Record<string, unknown>>): Promise<void>;
  remove(id: string): Promise<void>;
}

/** Where the engine keeps one kind of its state. */
export function createAdapter(
  model: string,
  records: OAuthRecords,
  clients: EngineClients,
  store: ClientStore,
): Adapter {
  return model === 'Client' ? clientAdapter(clients, store) : recordAdapter(model, records);
}

function recordAdapter(model: string, records: OAuthRecords): Adapter {
  return {
    async upsert(id, payload, expiresIn) {
      await records.upsert(model, id, payload, expiresIn ?? null, askedAt(id));
    },
    async find(id) {
      return payloadOf(await records.find(model, id));
    },
    async findByUid(uid) {
      return payloadOf(await records.findByUid(model, uid));
    },
    async findByUserCode(userCode) {
      return payloadOf(await records.findByUserCode(model, userCode));
    },
    // The engine looks whether a record was consumed and consumes it in two steps. Between them another
    // request may have been faster, which only this one conditional statement can tell.
    async consume(id) {
      if (await records.consume(model, id)) return;
      if (model === 'PushedAuthorizationRequest') {
        throw new errors.InvalidRequestUri('request_uri was already used');
      }
      throw new errors.InvalidGrant({ detail: `${model} was consumed by a parallel request` });
    },
    async destroy(id) {
      await records.destroy(model, id);
    },
    async revokeByGrantId(grantId) {
      await records.revokeByGrantId(model, grantId);
    },
  };
}

function clientAdapter(clients: EngineClients, store: ClientStore): Adapter {
  const refuse = (): Promise<never> =>
    Promise.reject(new Error('clients have nothing of the kind'));
  return {
    find: (id) => clients.find(id),
    findByUid: refuse,
    findByUserCode: refuse,
    upsert: (id, client) => store.store(id, client),
    consume: refuse,
    destroy: (id) => store.remove(id),
    revokeByGrantId: refuse,
  };
}

function payloadOf(record: FoundOAuthRecord | null): AdapterPayload | undefined {
  if (record === null) return undefined;
  const { payload, consumedAt } = record;
  const consumed = consumedAt === null ? {} : { consumed: Math.floor(consumedAt / 1000) };
  return { ...payload, ...consumed };
}
