import { Body, Controller, Get, Patch } from '@nestjs/common';
import { AccountAccess } from '../../../auth/index.js';
import { UsersService } from '../../../modules/users/index.js';
import { ApiOkResponse, ApiOperation, ApiTags } from '../../../platform/api-description/index.js';
import { CurrentCaller, type Caller } from '../../management/caller.js';
import { ManagementAudit } from '../../management/management-audit.js';
import {
  profileSchema,
  toProfileView,
  updateProfileSchema,
  type ProfileView,
  type UpdateProfileRequest,
} from './profile.schema.js';

@ApiTags('My account')
@AccountAccess('account:profile')
@Controller('account/profile')
export class ProfileController {
  constructor(
    private readonly users: UsersService,
    private readonly audit: ManagementAudit,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'getMyProfile', summary: 'Show what is known of you' })
  @ApiOkResponse({ standardSchema: profileSchema })
  async get(@CurrentCaller() { principal }: Caller): Promise<ProfileView> {
    return toProfileView(await this.users.get(principal.subject));
  }

  @Patch()
  @ApiOperation({
    operationId: 'updateMyProfile',
    summary: 'Change what is known of you',
    description:
      'Standard claims of OpenID Connect (Core §5.1). Null removes one, what is absent stays as it is. A changed address or number counts as unverified. Name, roles and groups an administrator changes.',
  })
  @ApiOkResponse({ standardSchema: profileSchema })
  async update(
    @Body({ schema: updateProfileSchema }) { claims }: UpdateProfileRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<ProfileView> {
    const { subject } = caller.principal;
    const user = await this.users.update(subject, { claims }, () =>
      this.audit.record(caller, {
        action: 'user.update',
        targetId: subject,
        detail: { claims: Object.keys(claims) },
      }),
    );
    return toProfileView(user);
  }
}
