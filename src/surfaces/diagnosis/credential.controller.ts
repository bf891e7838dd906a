import { Controller, Get, Header, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import {
  type Allowed,
  Authenticated,
  CurrentDecision,
  type PrincipalView,
  viewOfPrincipal,
} from '../../auth/index.js';
import { ApiOperation, ApiTags } from '../../platform/api-description/index.js';

interface LimitStateView {
  readonly limit: number;
  readonly remaining: number;
  readonly window_seconds: number;
  readonly reset_seconds: number;
}

interface CredentialView {
  readonly principal: PrincipalView;
  /** The tightest of `limits`; null: nothing limits this credential here. */
  readonly quota: LimitStateView | null;
  /** Every limit that this very call was counted against, by the names of the headers. */
  readonly limits: readonly (LimitStateView & { readonly name: string })[];
  /** The caller's address as this server sees it; null when it cannot be known. */
  readonly client_ip: string | null;
}

/** Who am I? The caller's own principal, whatever it was shown with. */
@ApiTags('Diagnosis')
@Controller('credential')
export class CredentialController {
  @Get()
  @Authenticated('api_key', 'access_token', 'login_token', 'app_token', 'person_token')
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'getCredential', summary: 'Who am I, and what is left to me' })
  credential(@CurrentDecision() decision: Allowed, @Req() request: FastifyRequest): CredentialView {
    const { principal, limits } = decision;
    const quota = tightest(limits);
    return {
      principal: viewOfPrincipal(principal),
      quota: quota === undefined ? null : viewOf(quota),
      limits: limits.map((reading) => ({ name: reading.name, ...viewOf(reading) })),
      client_ip: request.clientAddress,
    };
  }
}

function viewOf(reading: Allowed['limits'][number]): LimitStateView {
  return {
    limit: reading.limit,
    remaining: reading.remaining,
    window_seconds: reading.windowSeconds,
    reset_seconds: reading.resetSeconds,
  };
}

/** Of several limits the one that is used up first. */
function tightest(limits: Allowed['limits']): Allowed['limits'][number] | undefined {
  return [...limits].sort((left, right) => left.remaining - right.remaining)[0];
}
