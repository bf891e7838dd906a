import { Body, Controller, Header, HttpCode, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Public } from '../../../auth/index.js';
import { AppError } from '../../../kernel/errors/index.js';
import type { Quota } from '../../../kernel/policy.js';
import { ApiOkResponse, ApiOperation, ApiTags } from '../../../platform/api-description/index.js';
import { networkOf, RateLimits } from '../../../platform/limits/index.js';
import { diagnosisSchema, type DoctorRequest, doctorRequestSchema } from './doctor.schema.js';
import { type Diagnosis, Doctor } from './doctor.js';

/** Of one network. Whoever wants to try credentials out is faster at the door itself. */
const QUOTA: Quota = { limit: 120, windowSeconds: 60 };

/** What is wrong with this call? */
@ApiTags('Diagnosis')
@Controller('doctor')
export class DoctorController {
  constructor(
    private readonly doctor: Doctor,
    private readonly limits: RateLimits,
  ) {}

  @Post()
  @Public()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'diagnose',
    summary: 'What would become of a pasted call, and why',
    description:
      'Looked at by the code that decides on calls, without making any. Nothing of what is pasted is kept, logged or counted. Address and origin allowlists are compared with the address of whoever asks here; limits are left out.',
  })
  @ApiOkResponse({ standardSchema: diagnosisSchema })
  async diagnose(
    @Body({ schema: doctorRequestSchema }) body: DoctorRequest,
    @Req() request: FastifyRequest,
  ): Promise<Diagnosis> {
    const { clientAddress, id: requestId } = request;
    const state = await this.limits.consume(`doctor:${networkOf(clientAddress)}`, QUOTA);
    if (!state.allowed) {
      throw new AppError('too_many_attempts', {
        detail: `More than ${QUOTA.limit} calls a minute were pasted from your network.`,
        hint: 'To find out of many credentials which are good, call GET /credential with each.',
        quota: { name: 'doctor', ...state },
      });
    }
    return this.doctor.examine(body.request, {
      clientAddress,
      requestId,
      connection: request.raw.socket,
    });
  }
}
