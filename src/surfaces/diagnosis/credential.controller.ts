import { Controller, Get, Header, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import {
  type Allowed,
  Authenticated,
  CurrentDecision,
  type PrincipalView,
  viewOfPrincipal,
} from '../../auth/index.js';

interface CredentialView {
  readonly principal: PrincipalView;
  /** Null: nothing limits this credential here. */
  readonly quota: {
    readonly limit: number;
    readonly remaining: number;
    readonly window_seconds: number;
    readonly reset_seconds: number;
  } | null;
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
      quota:
        quota === undefined
          ? null
          : {
              limit: quota.limit,
              remaining: quota.remaining,
              window_seconds: quota.windowSeconds,
              reset_seconds: quota.resetSeconds,
            },
      client_ip: request.clientAddress,
    };
  }
}

/** Of several limits the one that is used up first. */
function tightest(limits: Allowed['limits']): Allowed['limits'][number] | undefined {
  return [...limits].sort((left, right) => left.remaining - right.remaining)[0];
}
