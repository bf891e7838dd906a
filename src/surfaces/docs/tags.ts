import type { TagObject } from '@nestjs/swagger';

interface Tag extends TagObject {
  readonly description: string;
  /** Beginnings of the paths that belong here. */
  readonly paths: readonly RegExp[];
}

/** The chapters of the documentation, in reading order. The first that claims a path has it. */
export const TAGS: readonly Tag[] = [
  {
    name: 'Who am I',
    description: 'What a credential is worth: the caller’s own principal and what is left to it.',
    paths: [/^\/credential$/],
  },
  {
    name: 'Diagnosis',
    description:
      'Why was a call refused? How recent calls were decided, check by check. What a leaked credential is.',
    paths: [
      /^\/(?:(?:admin|account)\/)?decisions(?:\/|$)/,
      /^\/(?:admin|account)\/credentials\//,
      /^\/doctor$/,
    ],
  },
  {
    name: 'Login',
    description: 'Username and password in, a short-lived JWT out.',
    paths: [/^\/login(?:\/|$)/, /^\/logout$/],
  },
  {
    name: 'OAuth',
    description:
      'OAuth 2.1 and OpenID Connect. Errors are `{"error","error_description"}` (RFC 6749 §5.2). Each path is also served under `/connect/…`.',
    paths: [/^\/oauth\//],
  },
  {
    name: 'Discovery',
    description: 'Documents from which clients configure themselves.',
    paths: [/^\/\.well-known\//],
  },
  {
    name: 'Samples',
    description: 'Small APIs that are protected in each of the five ways, to try credentials on.',
    paths: [/^\/(?:data|v1|profile|protected|secure-endpoint|api)(?:\/|$)/],
  },
  {
    name: 'My account',
    description:
      'What a person keeps here: profile, password, sign-ins, and the apps that were let in. For the signed-in person only.',
    paths: [/^\/account\/(?!(?:apps|usage)(?:\/|$))/],
  },
  {
    name: 'Users',
    description: 'People who sign in. A user with the role `admin` runs this server.',
    paths: [/^\/admin\/users(?:\/|$)/],
  },
  {
    name: 'API keys',
    description: 'Keys of an app. The key itself is shown once, in the answer that creates it.',
    paths: [/^\/(?:admin|account)\/apps\/\{app_?[iI]d\}\/api-keys(?:\/|$)/],
  },
  {
    name: 'Access keys',
    description: 'Pairs of AK and SK, with which an app signs its own tokens.',
    paths: [/^\/(?:admin|account)\/apps\/\{app_?[iI]d\}\/access-keys(?:\/|$)/],
  },
  {
    name: 'OAuth clients',
    description: 'Clients of an app, in the member names of RFC 7591.',
    paths: [/^\/(?:admin|account)\/apps\/\{app_?[iI]d\}\/oauth-clients(?:\/|$)/],
  },
  {
    name: 'Apps',
    description: 'The programs of your consumers. Every credential belongs to one.',
    paths: [/^\/(?:admin|account)\/apps(?:\/|$)/],
  },
  {
    name: 'Protected APIs',
    description: 'The APIs behind this server: who may call them, with what, how often.',
    paths: [/^\/admin\/apis(?:\/|$)/],
  },
  {
    name: 'Forward-auth',
    description: 'The decision for reverse proxies that forward the requests themselves.',
    paths: [/^\/verify(?:\/|$)/],
  },
  {
    name: 'Tokens',
    description: 'Everything that was issued, as a whole.',
    paths: [/^\/admin\/tokens(?:\/|$)/],
  },
  {
    name: 'Signing keys',
    description: 'The keys with which this server signs tokens.',
    paths: [/^\/admin\/signing-keys(?:\/|$)/],
  },
  {
    name: 'Audit',
    description: 'Who changed what, append-only.',
    paths: [/^\/admin\/audit-events(?:\/|$)/],
  },
  {
    name: 'Usage',
    description: 'Who called which API, how often, and with what outcome.',
    paths: [/^\/(?:admin|account)\/usage$/],
  },
  {
    name: 'Operations',
    description: 'Health, metrics and settings in force, for those who run this server.',
    paths: [/^\/(?:livez|readyz|metrics)$/, /^\/admin\/server$/],
  },
];

/** The chapter of a path, or null for a path that is in none. */
export function tagOf(path: string): string | null {
  return TAGS.find((tag) => tag.paths.some((pattern) => pattern.test(path)))?.name ?? null;
}
