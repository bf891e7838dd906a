import type { OpenAPIObject, OperationObject, SchemaObject } from '@nestjs/swagger';
import { showChoices } from './answer-choices.js';
import { nameParts } from './name-parts.js';
import { operationsOf } from './operations-of.js';

/** The component that an operation's successful answer is the model of. */
const MODELS: Readonly<Record<string, string>> = {
  getUser: 'User',
  getApp: 'App',
  getApiKey: 'ApiKey',
  createApiKey: 'IssuedApiKey',
  getAccessKey: 'AccessKey',
  createAccessKey: 'IssuedAccessKey',
  findCredential: 'FoundCredential',
  getOAuthClient: 'OAuthClient',
  createOAuthClient: 'RegisteredOAuthClient',
  addOAuthClientSecret: 'IssuedClientSecret',
  issueRegistrationToken: 'RegistrationToken',
  getApi: 'ProtectedApi',
  testUpstream: 'UpstreamTest',
  getApiGrant: 'ApiGrant',
  getMyProfile: 'Profile',
  getDecision: 'Decision',
  diagnose: 'Diagnosis',
  getServer: 'Server',
  revokeAllTokens: 'TokenCutoff',
  revokeSigningKey: 'SigningKey',
};

/** The component that an operation lists, where no other operation answers it alone. */
const LISTED: Readonly<Record<string, string>> = {
  searchApiKeys: 'HeldApiKey',
  searchAccessKeys: 'HeldAccessKey',
  searchOAuthClients: 'HeldOAuthClient',
};

/**
 * Moves the schemas of requests, objects and lists to components, so that readers and generated clients
 * see `User`, `UserPage` and `CreateUserRequest` in place of the same members again and again.
 */
export function nameSchemas(document: OpenAPIObject): OpenAPIObject {
  const operations = operationsOf(document.paths).map(({ operation }) => operation);
  const requests = nameRequests(operations);
  const schemas: Record<string, SchemaObject> = {};
  const models = new Map<string, string>();
  for (const operation of operations) {
    const [name, schema] = modelOf(operation);
    if (name === undefined || schema === undefined) continue;
    const request = requests[`Create${name.replace(/^(?:Issued|Registered)/, '')}Request`];
    schemas[name] = request === undefined ? schema : showChoices(schema, request);
    models.set(JSON.stringify(schema), name);
  }
  return nameParts({
    ...document,
    paths: referTo(models, document.paths) as OpenAPIObject['paths'],
    components: {
      ...document.components,
      schemas: { ...document.components?.schemas, ...schemas, ...requests },
    },
  });
}

/** Lets the operations refer to their request schemas. @returns these, by name */
function nameRequests(operations: readonly OperationObject[]): Record<string, SchemaObject> {
  const requests: Record<string, SchemaObject> = {};
  for (const operation of operations) {
    const media = jsonBody(operation);
    if (media?.schema === undefined || '$ref' in media.schema) continue;
    const name = `${capitalised(operation.operationId ?? '')}Request`;
    requests[name] = media.schema;
    media.schema = { $ref: `#/components/schemas/${name}` };
  }
  return requests;
}

/** @returns the name and the schema of what an operation is the model of */
function modelOf(operation: OperationObject): readonly [name: string | undefined, schema: SchemaObject | undefined] {
  const id = operation.operationId ?? '';
  const answered = answerSchema(operation);
  const listed = LISTED[id];
  if (listed === undefined) return [MODELS[id], answered];
  const { data } = (answered?.properties ?? {}) as { data?: { items?: SchemaObject } };
  return [listed, data?.items];
}

function answerSchema(operation: OperationObject): SchemaObject | undefined {
  const response = operation.responses['200'] ?? operation.responses['201'];
  if (response === undefined || '$ref' in response) return undefined;
  const schema = response.content?.['application/json']?.schema;
  return schema === undefined || '$ref' in schema ? undefined : schema;
}

function jsonBody({ requestBody }: OperationObject) {
  if (requestBody === undefined || '$ref' in requestBody) return undefined;
  return requestBody.content['application/json'];
}

/** A copy in which whatever equals a model refers to it. */
function referTo(models: ReadonlyMap<string, string>, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => referTo(models, item));
  if (typeof value !== 'object' || value === null) return value;
  const name = 'properties' in value ? models.get(JSON.stringify(value)) : undefined;
  if (name !== undefined) return { $ref: `#/components/schemas/${name}` };
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, referTo(models, member)]),
  );
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
