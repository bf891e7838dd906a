import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Sealer, type Page } from '../../platform/database/index.js';
import { decodeCursor, encodeCursor } from '../../platform/http/index.js';

/** What a list request asks for, once its query is validated. */
export interface ListQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** One page as a response shows it. */
export interface ListPage<View> {
  readonly data: View[];
  readonly next_cursor: string | null;
}

/** The response schema of a list. */
export function pageSchema<View extends z.ZodType>(view: View) {
  return z.object({
    data: z.array(view),
    next_cursor: z
      .string()
      .nullable()
      .meta({ description: 'Send it as `cursor` for the next page; null: this is the last.' }),
  });
}

/** Turns cursors into positions and back. A cursor is good for the list that returned it only. */
@Injectable()
export class ListPages {
  private readonly key: Buffer;

  constructor(sealer: Sealer) {
    this.key = sealer.deriveKey('cursor');
  }

  /**
   * @param list names the list, with the ids that it is the list of
   * @throws AppError `invalid_request` for a cursor that is not one of this list
   */
  async page<T, View>(
    list: string,
    query: ListQuery,
    find: (limit: number, after: string | null) => Promise<Page<T>>,
    toView: (item: T) => View,
  ): Promise<ListPage<View>> {
    const after =
      query.cursor === undefined ? null : decodeCursor(this.key, query.cursor, list)['after'];
    const { items, next } = await find(query.limit, typeof after === 'string' ? after : null);
    return {
      data: items.map(toView),
      next_cursor: next === null ? null : encodeCursor(this.key, { after: next }, list),
    };
  }
}
