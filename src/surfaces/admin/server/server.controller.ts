import { Controller, Get } from '@nestjs/common';
import { AdminAccess } from '../../../auth/index.js';
import { ApiOkResponse, ApiOperation, ApiTags } from '../../../platform/api-description/index.js';
import { Clock } from '../../../platform/clock.js';
import { AppConfig } from '../../../platform/config/index.js';
import { serverSchema, toServerView, type ServerView } from './server.schema.js';

@ApiTags('Operations')
@AdminAccess('admin:server')
@Controller('admin/server')
export class ServerController {
  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'getServer',
    summary: 'Show what runs here, and how it was set up',
    description:
      'Settings are changed in the environment of the process, not by a call. No secret is among them.',
  })
  @ApiOkResponse({ standardSchema: serverSchema })
  get(): ServerView {
    return toServerView(this.config, this.clock.now());
  }
}
