import { Injectable } from '@nestjs/common';
import { type Call, pathOf } from '../../auth/index.js';
import { andThen, type Awaitable } from '../../kernel/awaitable.js';
import { AppError } from '../../kernel/errors/index.js';
import type { Policy } from '../../kernel/policy.js';
import { readRequestPath } from '../../kernel/request-path.js';
import {
  ApiCatalogue,
  type ApiSnapshot,
  type CompiledApi,
} from '../../modules/protected-apis/index.js';
import { AppConfig } from '../../platform/config/index.js';
import { isBarePreflight } from './bare-preflight.js';
import { requireNamedApi } from './named-api.js';
import { OriginalCalls } from './original-calls.js';
import type { Question } from './question.js';

/** What a question comes to: a call of an API under a policy. Nothing is decided yet. */
export interface Asked {
  readonly call: Call;
  readonly api: CompiledApi;
  readonly policy: Policy;
  /** The proxy's upstream answers it; nobody is established by it. */
  readonly isBarePreflight: boolean;
}

/** Reads what a proxy asks about. Reading leaves nothing behind: it may be done again. */
@Injectable()
export class Questions {
  private readonly credentialHeaders: readonly string[];

  constructor(
    private readonly originals: OriginalCalls,
    private readonly catalogue: ApiCatalogue,
    config: AppConfig,
  ) {
    this.credentialHeaders = ['authorization', 'x-api-key', 'dpop', ...config.signedTokenHeaders];
  }

  /**
   * Notes on the question, for the log, what it asks about.
   *
   * @throws AppError `not_found` for what no API covers; as `OriginalCalls.of` and `ApiSnapshot.match`;
   *   what the database throws when the APIs cannot be read
   */
  read(question: Question): Awaitable<Asked> {
    const call = this.originals.of(question);
    return andThen(this.catalogue.snapshot(), (snapshot) => this.find(call, snapshot));
  }

  private find(call: Call, snapshot: ApiSnapshot): Asked {
    // Unless the proxy tells the host, its clients can, and choose by whose rules they are judged.
    if (call.host === null && snapshot.hasHosts) {
      throw new AppError('proxy_request_invalid', {
        detail:
          'The header x-forwarded-host is missing, and some APIs are told apart by their host.',
      });
    }
    const match = snapshot.match(call.method, call.host, readRequestPath(pathOf(call.target)));
    if (match === null) throw new AppError('not_found');
    const { api, policy } = match;
    requireNamedApi(call.headers, api.record.id);
    return {
      call,
      api,
      policy,
      isBarePreflight: isBarePreflight(call, this.credentialHeaders),
    };
  }
}
