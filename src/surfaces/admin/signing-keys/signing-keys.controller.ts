import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { AdminAccess } from '../../../auth/index.js';
import { AppError } from '../../../kernel/errors/index.js';
import { SigningKeyLifecycle } from '../../../modules/tokens/index.js';
import { ApiOkResponse, ApiOperation, ApiTags } from '../../../platform/api-description/index.js';
import { ManagementAudit } from '../../management/management-audit.js';
import { CurrentCaller, type Caller } from '../../management/caller.js';
import {
  rotateKeysSchema,
  signingKeyListSchema,
  signingKeySchema,
  toSigningKeyView,
  type RotateKeysRequest,
  type SigningKeyList,
  type SigningKeyView,
} from './signing-keys.schema.js';

/** A SHA-256 thumbprint; what cannot be one is the id of no key. */
const THUMBPRINT = /^[\w-]{43}$/;

@ApiTags('Signing keys')
@AdminAccess('admin:signing-keys')
@Controller('admin/signing-keys')
export class SigningKeysController {
  constructor(
    private readonly keys: SigningKeyLifecycle,
    private readonly audit: ManagementAudit,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listSigningKeys',
    summary: 'List the signing keys, newest first; those that are trusted come first',
  })
  @ApiOkResponse({ standardSchema: signingKeyListSchema })
  async list(): Promise<SigningKeyList> {
    return { data: (await this.keys.list()).map(toSigningKeyView), next_cursor: null };
  }

  @Post('rotate')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'rotateSigningKeys',
    summary: 'Let the next keys sign from now on',
    description:
      'The keys that signed stay trusted until their last token has ended. While a next key has not been published for a day, the answer is 409 and says in `ready_at` when it will have been.',
  })
  @ApiOkResponse({ standardSchema: signingKeyListSchema })
  async rotate(
    @Body({ schema: rotateKeysSchema }) body: RotateKeysRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<SigningKeyList> {
    await this.keys.rotate(body, ({ use, kid, replaced }) =>
      this.audit.record(caller, {
        action: 'signing_key.rotate',
        targetId: kid,
        detail: { use, replaced, force: body.force },
      }),
    );
    return this.list();
  }

  @Post(':key_id/revoke')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'revokeSigningKey',
    summary: 'End trust in a key at once',
    description:
      'For a key that somebody else may have. All tokens that it signed are refused within a second, perhaps also the one that makes this call. If the key is active, the next one signs from now on.',
  })
  @ApiOkResponse({ standardSchema: signingKeySchema })
  async revoke(
    @Param('key_id') keyId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<SigningKeyView> {
    if (!THUMBPRINT.test(keyId)) throw new AppError('not_found');
    const key = await this.keys.revoke(keyId, ({ use, state }) =>
      this.audit.record(caller, {
        action: 'signing_key.revoke',
        targetId: keyId,
        detail: { use, was: state },
      }),
    );
    return toSigningKeyView(key);
  }
}
