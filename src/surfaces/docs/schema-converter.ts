import type { StandardSchemaConverter } from '@nestjs/swagger';
import { z } from 'zod';

type JsonSchema = Record<string, unknown>;

/** What a schema reads, or what it gives: they differ where there are defaults and transforms. */
type SchemaDirection = 'input' | 'output';

const OPTIONS = {
  target: 'draft-2020-12',
  // A refinement that JSON Schema cannot say is left to the text of the refusal.
  unrepresentable: 'any',
} as const;

/**
 * Converts what `@Body({ schema })` and its like name. OpenAPI 3.1 speaks JSON Schema 2020-12, but
 * `@nestjs/swagger` 12 asks schemas for the dialect of OpenAPI 3.0 unless it is given this converter.
 *
 * Schemas with `.meta({ id })` become components, named by their id.
 */
export const convertSchema: StandardSchemaConverter = (schema, { schemaType }) => {
  if (!(schema instanceof z.ZodType)) return undefined;
  const { $schema: _dialect, $defs = {}, ...root } = z.toJSONSchema(schema, {
    ...OPTIONS,
    io: schemaType,
    override: ({ jsonSchema }) => tidy(jsonSchema, schemaType),
  });
  return { schema: root, components: $defs };
};

/** Converts schemas to components of the same names; where they contain each other, they refer. */
export function convertComponents(
  schemas: Readonly<Record<string, z.ZodType>>,
  direction: SchemaDirection,
): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id });
  const converted = z.toJSONSchema(registry, {
    ...OPTIONS,
    io: direction,
    uri: (id) => `#/components/schemas/${id}`,
    override: ({ jsonSchema }) => tidy(jsonSchema, direction),
  });
  return Object.fromEntries(
    Object.entries(converted.schemas).map(([id, { $schema: _dialect, $id: _uri, ...schema }]) => [
      id,
      schema,
    ]),
  );
}

/** Removes what is true but says nothing to a reader. */
function tidy(schema: JsonSchema, direction: SchemaDirection): void {
  // An answer may grow members: a client that refuses unknown ones would break.
  if (direction === 'output' && schema['additionalProperties'] === false) {
    delete schema['additionalProperties'];
  }
  if (schema['format'] === 'date-time') delete schema['pattern'];
  if (schema['minimum'] === Number.MIN_SAFE_INTEGER) delete schema['minimum'];
  if (schema['maximum'] === Number.MAX_SAFE_INTEGER) delete schema['maximum'];
}
