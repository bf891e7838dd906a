import { Controller, Get, Header, HttpCode, Post } from '@nestjs/common';
import {
  Authenticated,
  CurrentPrincipal,
  type PrincipalView,
  QueryKey,
  Scopes,
  viewOfPrincipal,
} from '../../auth/index.js';
import type { Principal } from '../../kernel/principal.js';
import { ApiOperation, ApiTags } from '../../platform/api-description/index.js';
import { OWNERS, RECORDS } from './sample-data.js';

interface DataView {
  readonly data: typeof RECORDS;
  readonly principal: PrincipalView;
}

/**
 * The sample APIs: each is protected by one line and answers the calls that newcomers copy from
 * tutorials.
 */
@ApiTags('Samples')
@Controller()
export class SamplesController {
  @Get('data')
  @Authenticated('api_key')
  @ApiOperation({ operationId: 'getData', summary: 'Call with an API key in a header' })
  data(@CurrentPrincipal() principal: Principal): DataView {
    return { data: RECORDS, principal: viewOfPrincipal(principal) };
  }

  @Get('v1/data')
  @Authenticated('api_key')
  @QueryKey('api_key')
  @ApiOperation({ operationId: 'getDataV1', summary: 'Call with an API key in header or query' })
  dataByQuery(@CurrentPrincipal() principal: Principal): DataView {
    return { data: RECORDS, principal: viewOfPrincipal(principal) };
  }

  @Post('secure-endpoint')
  @Authenticated('access_token', 'login_token')
  @HttpCode(200)
  @ApiOperation({ operationId: 'postSecureEndpoint', summary: 'Call with a Bearer token' })
  secureEndpoint(@CurrentPrincipal() principal: Principal) {
    return { ok: true, principal: viewOfPrincipal(principal) };
  }

  @Get('profile')
  @Authenticated('api_key', 'access_token', 'login_token', 'app_token', 'person_token')
  @ApiOperation({ operationId: 'getProfile', summary: 'Call with any credential' })
  profile(@CurrentPrincipal() principal: Principal) {
    return { principal: viewOfPrincipal(principal) };
  }

  @Get('v1/user')
  @Authenticated('access_token', 'login_token')
  @ApiOperation({ operationId: 'getTokenUser', summary: 'The user behind a token' })
  user(@CurrentPrincipal() principal: Principal) {
    return {
      sub: principal.subject,
      ...(principal.username === undefined ? {} : { username: principal.username }),
      scope: principal.scopes.join(' '),
    };
  }

  @Get('protected')
  @Authenticated('login_token', 'access_token')
  @ApiOperation({ operationId: 'getProtected', summary: 'Who is logged in' })
  protected(@CurrentPrincipal() principal: Principal): { logged_in_as: string } {
    return { logged_in_as: principal.username ?? principal.subject };
  }

  @Get('api/v1/Owners')
  @Authenticated('access_token')
  @Scopes('read:owneraccounts')
  @Header('cache-control', 'private')
  @ApiOperation({ operationId: 'listOwners', summary: 'Call with a scoped access token' })
  owners(): typeof OWNERS {
    return OWNERS;
  }
}
