import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { andThen, type Awaitable } from '../../kernel/awaitable.js';
import { Clock } from '../../platform/clock.js';
import { ChangeEvents, StampedCache } from '../../platform/events/index.js';
import type { ApiGrantRecord } from './api-grants.service.js';
import { grantTag } from './api-grants.service.js';
import { ApiGrantsRepository } from './api-grants.repository.js';

const MAX_ANSWERS = 50_000;
const ANSWER_TTL_MS = 60_000;

/** That there is no grant is remembered too: it dies with the grant's change message like the rest. */
interface Answer {
  readonly grant: ApiGrantRecord | null;
  readonly tags: readonly string[];
}

/** Which apps were granted which APIs, as calls ask for it: one look-up, then memory. */
@Injectable()
export class ApiGrants implements OnApplicationShutdown {
  private readonly answers: StampedCache<Answer>;
  private readonly unsubscribe: () => void;

  constructor(
    private readonly grants: ApiGrantsRepository,
    clock: Clock,
    events: ChangeEvents,
  ) {
    this.answers = new StampedCache({
      max: MAX_ANSWERS,
      ttlMs: ANSWER_TTL_MS,
      clock,
      tagsOf: (answer: Answer) => answer.tags,
    });
    this.unsubscribe = events.subscribe((tag) => this.answers.invalidate(tag));
  }

  onApplicationShutdown(): void {
    this.unsubscribe();
  }

  /** @throws what the database throws; the call must then be refused with `unavailable`. */
  find(apiId: string, appId: string): Awaitable<ApiGrantRecord | null> {
    const answer = this.answers.load(`${apiId}/${appId}`, async () => ({
      grant: await this.grants.find(apiId, appId),
      tags: [grantTag(apiId, appId), `protected_api:${apiId}`, `app:${appId}`],
    }));
    return andThen(answer, grantOf);
  }
}

function grantOf(answer: Answer | undefined): ApiGrantRecord | null {
  return answer?.grant ?? null;
}
