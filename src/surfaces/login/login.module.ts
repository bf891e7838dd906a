import { Module } from '@nestjs/common';
import { TokensModule } from '../../modules/tokens/index.js';
import { UsersModule } from '../../modules/users/index.js';
import { LoginController } from './login.controller.js';

@Module({ imports: [UsersModule, TokensModule], controllers: [LoginController] })
export class LoginModule {}
