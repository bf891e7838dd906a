import { Injectable } from '@nestjs/common';
import {
  positionOf,
  UsageReports,
  type UsagePosition,
  type UsageRow,
} from '../../../modules/usage/index.js';
import { Clock } from '../../../platform/clock.js';
import type { Page } from '../../../platform/database/index.js';
import { ListPages, type ListPage } from '../list-pages.js';
import { spanOf, type UsageSpan } from './usage-span.js';
import { toUsageView, type UsageRequest, type UsageRowView } from './usage.schema.js';

/** Answers usage requests, a page at a time. */
@Injectable()
export class UsageAnswers {
  constructor(
    private readonly reports: UsageReports,
    private readonly pages: ListPages,
    private readonly clock: Clock,
  ) {}

  /**
   * @param ownerId whose apps alone are counted; undefined: everything
   * @throws AppError `invalid_request`, naming the parameter
   */
  answer(request: UsageRequest, ownerId?: string): Promise<ListPage<UsageRowView>> {
    const { limit: _limit, cursor: _cursor, ...asked } = request;
    const span = spanOf(request, this.clock.now());
    const list = `usage of ${ownerId ?? 'all'} ${JSON.stringify(asked)}`;
    return this.pages.page(
      list,
      request,
      (limit, after) => this.find(request, ownerId, limit, placeOf(after, span)),
      toUsageView,
    );
  }

  private async find(
    request: UsageRequest,
    ownerId: string | undefined,
    limit: number,
    { span, position }: Place,
  ): Promise<Page<UsageRow>> {
    const { interval, group_by: groups = [], api_id, app_id, credential_id, code } = request;
    const question = {
      ...span,
      interval,
      groups,
      apiId: api_id,
      appId: app_id,
      credentialId: credential_id,
      code,
      ownerId,
    };
    const { rows, hasMore } = await this.reports.read(question, limit, position);
    const last = rows.at(-1);
    if (!hasMore || last === undefined) return { items: rows, next: null };
    const place: Place = { span, position: positionOf(last, groups) };
    return { items: rows, next: JSON.stringify(place) };
  }
}

/** What a cursor holds: the pages of an answer are about one time, however late they are asked for. */
interface Place {
  readonly span: UsageSpan;
  readonly position: UsagePosition | null;
}

function placeOf(after: string | null, span: UsageSpan): Place {
  return after === null ? { span, position: null } : (JSON.parse(after) as Place);
}
