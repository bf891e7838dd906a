import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ApiOperation, ApiProduces, ApiTags } from '../../platform/api-description/index.js';
import { PublicRoute } from '../http/public-route.js';
import { Metrics } from './metrics.js';

@ApiTags('operations')
@PublicRoute()
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  /** Prometheus text format. Names and numbers only: no key, user or client is ever a label. */
  @ApiOperation({ summary: 'Metrics for Prometheus' })
  @ApiProduces('text/plain')
  @Get()
  async read(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const text = await this.metrics.exposition();
    reply.header('content-type', this.metrics.contentType).header('cache-control', 'no-store');
    return text;
  }
}
