import { Injectable } from '@nestjs/common';
import type { UsageQuery, UsageRow } from './usage-query.js';
import { UsageCountsRepository, type UsagePosition } from './usage-counts.repository.js';
import { UsageRecorder } from './usage-recorder.js';

/** One page of counts. */
export interface UsagePage {
  readonly items: readonly UsageRow[];
  /** What to pass as `after` for the rest; null at the end. */
  readonly next: UsagePosition | null;
}

/** Answers who called what, and how often. */
@Injectable()
export class UsageService {
  constructor(
    private readonly counts: UsageCountsRepository,
    private readonly recorder: UsageRecorder,
  ) {}

  /** By period and then by group. What this process has counted until now is in it; what others have, a second later. */
  async report(query: UsageQuery, limit: number, after: UsagePosition | null): Promise<UsagePage> {
    await this.recorder.flush();
    const found = await this.counts.sums(query, limit + 1, after);
    const items = found.slice(0, limit);
    const last = items.at(-1);
    if (found.length <= limit || last === undefined) return { items, next: null };
    const groups = query.groupBy.map((group) => last.groups[group] ?? '');
    return { items, next: [last.periodStart, ...groups] };
  }
}
