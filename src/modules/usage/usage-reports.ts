import { Injectable } from '@nestjs/common';
import { UsageCounter } from './usage-counter.js';
import type { UsagePosition, UsageQuestion, UsageRow } from './usage-report.js';
import { UsageReportRepository } from './usage-report.repository.js';

/** Answers questions about usage. */
@Injectable()
export class UsageReports {
  constructor(
    private readonly counter: UsageCounter,
    private readonly repository: UsageReportRepository,
  ) {}

  /**
   * At most `limit` rows behind `after`, the oldest period first, and whether there are more. What this
   * process has counted until now is in it; what others have counted within the last second may not be.
   */
  async read(
    question: UsageQuestion,
    limit: number,
    after: UsagePosition | null,
  ): Promise<{ readonly rows: readonly UsageRow[]; readonly hasMore: boolean }> {
    await this.counter.flush();
    const rows = await this.repository.read(question, limit + 1, after);
    return { rows: rows.slice(0, limit), hasMore: rows.length > limit };
  }
}
