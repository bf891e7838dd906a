import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { rfc3339Schema } from '../../platform/http/index.js';
import { convertComponents, convertSchema } from './schema-converter.js';

const read = (schema: unknown) => convertSchema(schema, { schemaType: 'input' });
const give = (schema: unknown) => convertSchema(schema, { schemaType: 'output' });

describe('a schema in the document', () => {
  it('is JSON Schema 2020-12: null is a type, not the `nullable` of OpenAPI 3.0', () => {
    const schema = z.strictObject({ text: z.string().nullable() });

    expect(read(schema)?.schema).toEqual({
      type: 'object',
      properties: { text: { type: ['string', 'null'] } },
      required: ['text'],
      additionalProperties: false,
    });
  });

  it('says what a request may hold, not what a transform makes of it', () => {
    expect(read(rfc3339Schema)?.schema).toEqual({
      type: 'string',
      format: 'date-time',
      maxLength: 40,
      example: expect.any(String),
    });
  });

  it('keeps examples, which Swagger UI fills its editor with', () => {
    const name = z.string().min(1).meta({ example: 'Orders' });

    expect(read(z.strictObject({ name: name.optional() }))?.schema).toMatchObject({
      properties: { name: { type: 'string', minLength: 1, example: 'Orders' } },
    });
  });

  it('does not fail on what JSON Schema cannot say', () => {
    const schema = z.object({ id: z.string().refine(() => false), other: z.bigint() });

    expect(read(schema)?.schema).toMatchObject({ properties: { id: { type: 'string' } } });
  });

  it('becomes a component when it has an id, wherever it stands', () => {
    const thing = z.strictObject({ name: z.string() }).meta({ id: 'ThingOfThisTest' });

    const converted = read(z.strictObject({ thing, things: z.array(thing) }));

    const reference = { $ref: '#/$defs/ThingOfThisTest' };
    expect(converted?.schema).toMatchObject({
      properties: { thing: reference, things: { type: 'array', items: reference } },
    });
    expect(Object.keys(converted?.components ?? {})).toEqual(['ThingOfThisTest']);
  });

  it('lets an answer have members that are not described, but not a request', () => {
    const strict = z.strictObject({});

    expect(give(strict)?.schema).not.toHaveProperty('additionalProperties');
    expect(read(strict)?.schema).toHaveProperty('additionalProperties', false);
  });

  it('is left to its library when it is not one of zod', () => {
    expect(read({ '~standard': { version: 1 } })).toBeUndefined();
  });
});

describe('a table of schemas', () => {
  it('becomes components that refer to each other', () => {
    const inner = z.object({ size: z.int() });
    const outer = z.object({ inner, at: z.iso.datetime() });

    expect(convertComponents({ Inner: inner, Outer: outer }, 'output')).toEqual({
      Inner: { type: 'object', properties: { size: { type: 'integer' } }, required: ['size'] },
      Outer: {
        type: 'object',
        properties: {
          inner: { $ref: '#/components/schemas/Inner' },
          at: { type: 'string', format: 'date-time' },
        },
        required: ['inner', 'at'],
      },
    });
  });
});
