import { Injectable } from '@nestjs/common';
import { AppError } from '../../../kernel/errors/index.js';
import { UsageService } from '../../../modules/usage/index.js';
import { Clock } from '../../../platform/clock.js';
import { ListPages, type ListPage } from '../list-pages.js';
import { toUsageView, type UsageRequest, type UsageView } from './usage.schema.js';

const HOUR_MS = 3_600_000;
const DEFAULT_SPAN_MS = 24 * HOUR_MS;
const LONGEST_SPAN_MS = 3_660 * DEFAULT_SPAN_MS;

/** Where a report goes on. The span is in it: without one in the request, it would move with the clock. */
interface Place {
  readonly from: number;
  readonly to: number;
  readonly position: readonly (string | number)[];
}

/** Reads the counts for those who may see them. */
@Injectable()
export class UsageReports {
  constructor(
    private readonly usage: UsageService,
    private readonly pages: ListPages,
    private readonly clock: Clock,
  ) {}

  /**
   * @param ownerId only of apps of this user
   * @throws AppError `invalid_request` for times that make no span
   */
  async page(request: UsageRequest, ownerId?: string): Promise<ListPage<UsageView>> {
    const { limit, cursor, ...asked } = request;
    const span = spanOf(request, this.clock.now());
    return this.pages.page(
      `usage of ${ownerId ?? '*'} ${JSON.stringify(asked)}`,
      { limit, cursor },
      async (most, after) => {
        const place = after === null ? null : (JSON.parse(after) as Place);
        const { from, to } = place ?? span;
        const { items, next } = await this.usage.report(
          {
            ...{ from, to, interval: asked.interval, groupBy: asked.group_by },
            ...{ apiId: asked.api_id, appId: asked.app_id, code: asked.code },
            ...{ credentialId: asked.credential_id, ownerId },
          },
          most,
          place?.position ?? null,
        );
        return {
          items,
          next: next === null ? null : JSON.stringify({ from, to, position: next }),
        };
      },
      toUsageView,
    );
  }
}

function spanOf({ from, to }: UsageRequest, now: number): { from: number; to: number } {
  const end = Math.ceil((to ?? now + 1) / HOUR_MS) * HOUR_MS;
  const start = Math.floor((from ?? end - DEFAULT_SPAN_MS) / HOUR_MS) * HOUR_MS;
  if (start >= end) throw invalid('#/from', 'must be before to');
  if (end - start > LONGEST_SPAN_MS) throw invalid('#/from', 'must be within ten years of to');
  return { from: start, to: end };
}

function invalid(pointer: string, detail: string): AppError {
  return new AppError('invalid_request', { errors: [{ pointer, detail }] });
}
