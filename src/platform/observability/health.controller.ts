import { Controller, Get, Logger, Query } from '@nestjs/common';
import { z } from 'zod';
import { AppError } from '../../kernel/errors/index.js';
import { ApiOperation, ApiTags } from '../../platform/api-description/index.js';
import { PublicRoute } from '../http/public-route.js';
import { Readiness } from './readiness.js';

/** Only what the server can do its work without. */
const readyQuerySchema = z.object({
  exclude: z
    .enum(['redis'], { error: 'must be redis' })
    .optional()
    .meta({ description: 'A check that is left out, for balancers that go on without Redis.' }),
});

@ApiTags('operations')
@PublicRoute()
@Controller()
export class HealthController {
  private readonly logger = new Logger(HealthController.name);

  constructor(private readonly readiness: Readiness) {}

  /** The process runs; restarting it would not help anything that is wrong elsewhere. */
  @ApiOperation({ summary: 'Is the process alive?' })
  @Get('livez')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** @throws AppError `unavailable`, naming the failed checks in `failed` */
  @ApiOperation({ summary: 'Can the server do its work?' })
  @Get('readyz')
  async ready(
    @Query({ schema: readyQuerySchema }) { exclude }: z.output<typeof readyQuerySchema>,
  ): Promise<{ status: 'ok'; checks: readonly string[] }> {
    const failures = await this.readiness.failures(exclude);
    if (failures.length === 0) {
      return { status: 'ok', checks: this.readiness.names.filter((name) => name !== exclude) };
    }
    const failed = failures.map((failure) => failure.name);
    for (const { name, error } of failures) {
      if (error !== null) this.logger.warn(`check ${name} failed: ${messageOf(error)}`);
    }
    throw new AppError('unavailable', {
      detail: `Not ready: ${failed.join(', ')}.`,
      members: { failed },
    });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'no reason given';
}
