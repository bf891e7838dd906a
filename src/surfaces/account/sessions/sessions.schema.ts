import { z } from 'zod';
import type {
  BrowserSession,
  LoginSessionInfo,
  SignInPlace,
} from '../../../modules/tokens/index.js';
import { toRfc3339 } from '../../../platform/http/index.js';
import { pageSchema } from '../../management/list-pages.js';
import { timeSchema } from '../../management/shared.schema.js';

export const sessionSchema = z.object({
  id: z.string(),
  kind: z.enum(['login', 'browser']).meta({
    description: 'A sign-in of a program by `POST /login`, or of a browser at the sign-in page.',
  }),
  created_at: timeSchema,
  last_used_at: timeSchema.meta({
    description: 'Of a program: the sign-in or its last refresh. Of a browser: its last visit.',
  }),
  expires_at: timeSchema,
  client_address: z.string().nullable().meta({ description: 'At the sign-in.' }),
  user_agent: z.string().nullable().meta({ description: 'At the sign-in, as the program said.' }),
  current: z.boolean().meta({ description: 'Whether it is the sign-in that asks.' }),
});
export type SessionView = z.output<typeof sessionSchema>;

export const sessionListSchema = pageSchema(sessionSchema);

const BROWSER_ID = /^web_([0-9a-f]{64})$/;

export function toLoginView(session: LoginSessionInfo, currentId: string | null): SessionView {
  const current = session.id === currentId;
  return { id: session.id, kind: 'login', ...viewOf(session, session), current };
}

export function toBrowserView(session: BrowserSession): SessionView {
  const id = `web_${session.id}`;
  return { id, kind: 'browser', ...viewOf(session, session.place), current: false };
}

/** What names a browser session in `modules/tokens`; null for what is no id of one. */
export function browserSessionOf(id: string): string | null {
  return BROWSER_ID.exec(id)?.[1] ?? null;
}

function viewOf(
  times: Pick<BrowserSession, 'createdAt' | 'lastUsedAt' | 'expiresAt'>,
  place: SignInPlace | null,
) {
  return {
    created_at: toRfc3339(times.createdAt),
    last_used_at: toRfc3339(times.lastUsedAt),
    expires_at: toRfc3339(times.expiresAt),
    client_address: place?.clientAddress ?? null,
    user_agent: place?.userAgent ?? null,
  };
}
