import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errors, type Interaction } from 'oidc-provider';
import { TokenCutoffs } from '../../../modules/tokens/index.js';
import { Clock } from '../../../platform/clock.js';
import { AppConfig } from '../../../platform/config/index.js';
import { toAppError } from '../../../platform/http/index.js';
import {
  formActionSource,
  languageCookie,
  languageOfLocales,
  negotiateLanguage,
  OAuthErrorView,
  type PageOptions,
  renderPage,
} from '../../pages/index.js';
import { OAuthEngine } from '../engine/oauth-engine.js';
import { pinRequest } from '../pinned-request.js';
import { ConsentStep } from './consent-step.js';
import { InteractionForms } from './interaction-forms.js';
import {
  type InteractionStep,
  parameterOf,
  type Shown,
  type StepOutcome,
  type Visit,
} from './interaction-step.js';
import { LoginStep } from './login-step.js';

const FORM_TYPE = 'application/x-www-form-urlencoded';
const LONGEST_FORM = 16 * 1024;

interface PathParameters {
  readonly uid: string;
}

/**
 * The pages between an authorization request and its answer. A visit is tied to the browser that the
 * engine gave its cookie to: the address alone opens nothing.
 */
@Injectable()
export class InteractionRoutes implements OnModuleInit {
  private readonly logger = new Logger('OAuth');
  private readonly publicUrl: URL;
  private readonly steps: ReadonlyMap<string, InteractionStep>;

  constructor(
    private readonly adapter: HttpAdapterHost,
    private readonly engine: OAuthEngine,
    private readonly forms: InteractionForms,
    private readonly cutoffs: TokenCutoffs,
    private readonly clock: Clock,
    login: LoginStep,
    consent: ConsentStep,
    config: AppConfig,
  ) {
    this.publicUrl = new URL(config.publicUrl);
    this.steps = new Map<string, InteractionStep>([
      ['login', login],
      ['select_account', login],
      ['consent', consent],
    ]);
  }

  async onModuleInit(): Promise<void> {
    const fastify = this.adapter.httpAdapter.getInstance<FastifyInstance>();
    await fastify.register((scope, _options, done) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser(
        FORM_TYPE,
        { parseAs: 'string', bodyLimit: LONGEST_FORM },
        (_request, body, parsed) => parsed(null, new URLSearchParams(body as string)),
      );
      scope.get<{ Params: PathParameters }>('/interaction/:uid', (request, reply) =>
        this.guarded(request, reply, () => this.show(request, reply)),
      );
      // Somebody else wants to sign in before the question is answered.
      scope.get<{ Params: PathParameters }>('/interaction/:uid/login', (request, reply) =>
        this.guarded(request, reply, () => this.showStep(request, reply, 'login')),
      );
      for (const step of this.steps.keys()) {
        scope.post<{ Params: PathParameters }>(`/interaction/:uid/${step}`, (request, reply) =>
          this.guarded(request, reply, () => this.submit(request, reply, step)),
        );
      }
      done();
    });
  }

  private async show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const visit = await this.visit(request, reply);
    await keepLanguage(visit);
    return this.send(visit, await this.stepOf(visit.interaction).show(visit));
  }

  private async showStep(
    request: FastifyRequest,
    reply: FastifyReply,
    name: string,
  ): Promise<FastifyReply> {
    const visit = await this.visit(request, reply);
    const step = this.steps.get(name) ?? this.stepOf(visit.interaction);
    return this.send(visit, await step.show(visit));
  }

  private async submit(
    request: FastifyRequest,
    reply: FastifyReply,
    step: string,
  ): Promise<FastifyReply> {
    if (!this.forms.isOwnSite(request, request.headers.host)) return this.refuse(request, reply);
    const visit = await this.visit(request, reply);
    const { interaction } = visit;
    const fields = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
    if (!this.forms.isOf(fields, interaction.uid)) return this.refuse(request, reply);
    // The form of an earlier question: show the one that is open now.
    const isOpen = interaction.prompt.name === step || isForAnother(interaction, step);
    const answered = isOpen ? this.steps.get(step) : undefined;
    if (answered === undefined) {
      return this.send(visit, await this.stepOf(interaction).show(visit));
    }
    const askedAt = this.clock.now();
    const outcome: StepOutcome = await answered.submit(visit, fields);
    if (!('result' in outcome)) return this.send(visit, outcome);
    const { provider } = this.engine;
    const returnTo = await provider.interactionResult(request.raw, reply.raw, outcome.result);
    const accountId = outcome.result.login?.accountId;
    // Signed out while the password was being checked: what it proved does not count any more.
    if (accountId !== undefined && (await this.cutoffs.hasEnded(askedAt, [accountId]))) {
      await interaction.destroy();
      throw new errors.SessionNotFound('the user was signed out meanwhile');
    }
    return reply.header('cache-control', 'no-store').redirect(returnTo, 303);
  }

  /** @throws SessionNotFound for an interaction that is over, or another browser's */
  private async visit(request: FastifyRequest, reply: FastifyReply): Promise<Visit> {
    const { raw } = request;
    pinRequest(raw, raw.url ?? '', this.publicUrl, request.clientAddress);
    const interaction = await this.engine.provider.interactionDetails(raw, reply.raw);
    const { uid } = request.params as PathParameters;
    if (interaction.uid !== uid) throw new errors.SessionNotFound('another interaction');
    const clientId = parameterOf(interaction, 'client_id') ?? '';
    const client = await this.engine.provider.Client.find(clientId);
    if (client === undefined) throw new errors.InvalidClient('client is invalid');
    return { request, reply, interaction, client };
  }

  private stepOf(interaction: Interaction): InteractionStep {
    const step = this.steps.get(interaction.prompt.name);
    if (step === undefined) throw new Error(`no page for the prompt ${interaction.prompt.name}`);
    return step;
  }

  private send({ request, reply, interaction }: Visit, shown: Shown): FastifyReply {
    const seconds = shown.retryAfterSeconds ?? null;
    if (seconds !== null) reply.header('retry-after', String(seconds));
    const redirectUri = parameterOf(interaction, 'redirect_uri') ?? '';
    return renderPage(reply, shown.view, {
      ...this.pageOptions(request, interaction),
      formActionOrigins: [formActionSource(redirectUri)],
      status: shown.status ?? 200,
    });
  }

  private refuse(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    return this.sendError(request, reply, 403, {
      error: 'invalid_request',
      description: 'the form was not sent from its own page',
    });
  }

  private async guarded(
    request: FastifyRequest,
    reply: FastifyReply,
    work: () => Promise<FastifyReply>,
  ): Promise<FastifyReply> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof errors.SessionNotFound) {
        const description = 'the page is too old, or it belongs to another browser';
        return this.sendError(request, reply, 400, { error: 'session_not_found', description });
      }
      if (error instanceof errors.OIDCProviderError && error.expose) {
        const description = error.error_description ?? null;
        return this.sendError(request, reply, error.status, { error: error.error, description });
      }
      const { status } = toAppError(error);
      this.logger.error(error, error instanceof Error ? error.stack : undefined);
      if (status === 503) reply.header('retry-after', '2');
      const code = status === 503 ? 'temporarily_unavailable' : 'server_error';
      return this.sendError(request, reply, status, { error: code, description: null });
    }
  }

  private sendError(
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    error: { readonly error: string; readonly description: string | null },
  ): FastifyReply {
    const view = OAuthErrorView({ ...error, requestId: request.id });
    return renderPage(reply, view, { ...this.pageOptions(request, null), status });
  }

  private pageOptions(request: FastifyRequest, interaction: Interaction | null): PageOptions {
    const query = request.query as Readonly<Record<string, unknown>>;
    const chosen = languageOfLocales(query['ui_locales']);
    return {
      language: negotiateLanguage({
        uiLocales: query['ui_locales'] ?? interaction?.params['ui_locales'],
        cookie: request.headers.cookie,
        acceptLanguage: request.headers['accept-language'],
      }),
      location: `/interaction/${encodeURIComponent((request.params as PathParameters).uid)}`,
      setCookie:
        chosen === null ? null : languageCookie(chosen, this.publicUrl.protocol === 'https:'),
    };
  }
}

/** Whether a sign-in comes in the place of the consent to a device: somebody else is to give it. */
function isForAnother({ deviceCode, prompt }: Interaction, step: string): boolean {
  return deviceCode !== undefined && step === 'login' && prompt.name === 'consent';
}

/** What the person chooses here counts for the questions that follow, whatever the client asked for. */
async function keepLanguage({ request, interaction }: Visit): Promise<void> {
  const chosen = languageOfLocales(
    (request.query as Readonly<Record<string, unknown>>)['ui_locales'],
  );
  if (chosen === null || interaction.params['ui_locales'] === undefined) return;
  interaction.params['ui_locales'] = chosen;
  await interaction.save(interaction.exp - Math.floor(Date.now() / 1000));
}
