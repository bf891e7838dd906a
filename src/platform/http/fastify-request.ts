import 'fastify';
import type { EarlyAnswers } from './early-answers.js';

/** What every request carries, for guards, raw routes, the problem document and the request log. */
declare module 'fastify' {
  interface FastifyRequest {
    /** Canonical; null when it cannot be known. See `clientAddress`. */
    clientAddress: string | null;
    /** The code of the decision or of the refusal, for the request log. */
    decisionCode: string | null;
    /** Id of the credential, once its possession was proved, for the request log. */
    credentialId: string | null;
    /**
     * Path of the protected resource, such as `/weather`, as it follows
     * `/.well-known/oauth-protected-resource` in a challenge (RFC 9728 §3.1); null: the server itself.
     */
    protectedResource: string | null;
    /**
     * Set where a request asks about another one, as a proxy's does: what is known of that one. The URL of
     * such a request may hold the query of the other, and is logged without it.
     */
    describes: { readonly method: string | null; readonly target: string | null } | null;
  }

  interface FastifyContextConfig {
    /** The route reads the body from the connection, at its own pace, if it reads it at all. */
    streamsBody?: boolean;
  }

  interface FastifyInstance {
    /** Without a trailing slash. */
    readonly publicUrl: string;
    readonly earlyAnswers: EarlyAnswers;
  }
}
