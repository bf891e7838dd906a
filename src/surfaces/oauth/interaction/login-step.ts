import { Injectable } from '@nestjs/common';
import { AppError } from '../../../kernel/errors/index.js';
import { usernameKeyOf, UsersService } from '../../../modules/users/index.js';
import { AppConfig } from '../../../platform/config/index.js';
import { LoginThrottle } from '../../../platform/limits/index.js';
import { type LoginProblem, LoginView } from '../../pages/index.js';
import { passwordClass } from '../engine/authentication-context.js';
import { InteractionForms } from './interaction-forms.js';
import {
  type InteractionStep,
  parameterOf,
  type Shown,
  type StepOutcome,
  type Visit,
} from './interaction-step.js';

const LONGEST_USERNAME = 256;
const STATUS: Readonly<Record<LoginProblem, number>> = {
  bad_credentials: 400,
  missing_field: 400,
  form_expired: 400,
  too_many_attempts: 429,
  unavailable: 503,
};

/** Asks for user name and password. */
@Injectable()
export class LoginStep implements InteractionStep {
  constructor(
    private readonly users: UsersService,
    private readonly throttle: LoginThrottle,
    private readonly forms: InteractionForms,
    private readonly config: AppConfig,
  ) {}

  show(visit: Visit): Shown {
    return this.page(visit, parameterOf(visit.interaction, 'login_hint'), null);
  }

  async submit(visit: Visit, fields: URLSearchParams): Promise<StepOutcome> {
    const username = fields.get('username') ?? '';
    const password = fields.get('password') ?? '';
    if (username === '' || password === '') return this.page(visit, username, 'missing_field');
    if (username.length > LONGEST_USERNAME) {
      return this.page(visit, null, 'bad_credentials');
    }
    try {
      const accountId = await this.verify(visit, username, password);
      if (accountId === null) return this.page(visit, username, 'bad_credentials');
      const acr = passwordClass(this.config.publicUrl);
      const login = { accountId, acr, amr: ['pwd'], remember: false };
      return { result: { login, select_account: {} } };
    } catch (error) {
      const problem = problemOf(error);
      if (problem === null || !(error instanceof AppError)) throw error;
      return { ...this.page(visit, username, problem), retryAfterSeconds: error.retryAfterSeconds };
    }
  }

  private async verify(
    { request }: Visit,
    username: string,
    password: string,
  ): Promise<string | null> {
    // The same account and address are counted as for POST /login.
    const account = usernameKeyOf(username) ?? username;
    const user = await this.throttle.guard(account, request.clientAddress, () =>
      this.users.verifyPassword(username, password),
    );
    return user?.id ?? null;
  }

  private page(visit: Visit, username: string | null, problem: LoginProblem | null): Shown {
    const { interaction, client } = visit;
    // The same page answers both; from the consent page it is asked for as well.
    const step = interaction.prompt.name === 'select_account' ? 'select_account' : 'login';
    return {
      view: LoginView({
        action: `/interaction/${interaction.uid}/${step}`,
        csrf: this.forms.field(interaction.uid),
        clientName: client.clientName ?? client.clientId,
        username: username?.slice(0, LONGEST_USERNAME) ?? null,
        problem,
      }),
      status: problem === null ? 200 : STATUS[problem],
    };
  }
}

function problemOf(error: unknown): LoginProblem | null {
  if (!(error instanceof AppError)) return null;
  const { code } = error;
  return code === 'too_many_attempts' || code === 'unavailable' ? code : null;
}
