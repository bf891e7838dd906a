import { Controller, Get, Header, Headers, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { AdminAccess } from '../../../auth/index.js';
import { ProtectedApisService, queryKeyNames } from '../../../modules/protected-apis/index.js';
import { ApiOkResponse, ApiOperation, ApiTags } from '../../../platform/api-description/index.js';
import { AppConfig } from '../../../platform/config/index.js';
import { ObjectId } from '../../management/object-id.js';
import { blockFor } from './blocks.js';
import {
  connectionBlockSchema,
  connectQuerySchema,
  toConnectionBlock,
  type ConnectionBlock,
  type ConnectQuery,
} from './connect.schema.js';
import { connectionOf } from './connection.js';

/** Writes the configuration that puts Ostiary behind somebody's own proxy. */
@ApiTags('Protected APIs')
@AdminAccess('admin:apis')
@Controller('admin/apis/:api_id/connect')
export class ConnectController {
  constructor(
    private readonly apis: ProtectedApisService,
    private readonly config: AppConfig,
  ) {}

  @Get()
  @Header('Vary', 'Accept')
  @ApiOperation({
    operationId: 'connectApi',
    summary: 'Write the configuration of a proxy that asks about every call of an API',
    description:
      'For nginx, Caddy, Traefik, Envoy, HAProxy or Apache before the API. With `Accept: text/plain` the answer is the configuration alone.',
  })
  @ApiOkResponse({ standardSchema: connectionBlockSchema })
  async connect(
    @ObjectId('api_id', 'api') apiId: string,
    @Query({ schema: connectQuerySchema }) { proxy }: ConnectQuery,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConnectionBlock | string> {
    const api = await this.apis.get(apiId);
    const block = blockFor(proxy, connectionOf(api, queryKeyNames(api), this.config));
    if (!wantsText(accept)) return toConnectionBlock(proxy, block);
    void reply.type('text/plain; charset=utf-8').header('cache-control', 'no-store');
    return block.config;
  }
}

/** Whoever names `text/plain`, and no JSON, wants it; a browser or `*` gets JSON. */
function wantsText(accept = ''): boolean {
  const types = accept.split(',').map((entry) => entry.split(';', 1)[0]?.trim().toLowerCase());
  return types.includes('text/plain') && !types.includes('application/json');
}
