import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import { AdminAccess } from '../../../auth/index.js';
import type { Quota } from '../../../kernel/policy.js';
import { parseUpstream } from '../../../modules/protected-apis/index.js';
import { ApiOkResponse, ApiOperation, ApiTags } from '../../../platform/api-description/index.js';
import { UpstreamProbe } from '../../../platform/outbound/index.js';
import { CallerLimits } from '../../management/caller-limits.js';
import { CurrentCaller, type Caller } from '../../management/caller.js';
import { ManagementAudit } from '../../management/management-audit.js';
import {
  testUpstreamSchema,
  toUpstreamTestView,
  upstreamTestSchema,
  type TestUpstreamRequest,
  type UpstreamTestView,
} from './test-upstream.schema.js';

/** Enough to get a URL right; too little to look around in a network. */
const QUOTA: Quota = { limit: 20, windowSeconds: 60 };

@ApiTags('Protected APIs')
@AdminAccess('admin:apis')
@Controller('admin/apis/test-upstream')
export class TestUpstreamController {
  constructor(
    private readonly probe: UpstreamProbe,
    private readonly limits: CallerLimits,
    private readonly audit: ManagementAudit,
  ) {}

  @Post()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'testUpstream',
    summary: 'Whether an upstream answers, before an API is set to it',
    description:
      'One GET by the rules of the gateway, without any credential: five seconds at most, no redirect followed, nothing of the answer shown but its status. What could not be set as an upstream is 400.',
  })
  @ApiOkResponse({ standardSchema: upstreamTestSchema })
  async test(
    @Body({ schema: testUpstreamSchema }) body: TestUpstreamRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<UpstreamTestView> {
    const { origin } = parseUpstream(body.upstream_url, undefined, 'upstream_url');
    await this.limits.count(caller, 'upstream-tests', QUOTA);
    const result = await this.probe.ask(new URL(body.upstream_url));
    const view = toUpstreamTestView(result);
    await this.audit.record(caller, {
      action: 'upstream.test',
      targetId: null,
      detail: { origin, ...view },
    });
    return view;
  }
}
