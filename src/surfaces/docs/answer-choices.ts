import type { ReferenceObject, SchemaObject } from '@nestjs/swagger';

type Member = SchemaObject | ReferenceObject;

/**
 * An answer shows the choices that its request has: what was chosen from a list is not free text when
 * it comes back.
 */
export function showChoices(answer: SchemaObject, request: SchemaObject): SchemaObject {
  const properties = Object.entries(answer.properties ?? {}).map(([name, member]) => [
    name,
    withChoices(member, request.properties?.[name]),
  ]);
  return { ...answer, properties: Object.fromEntries(properties) as Record<string, Member> };
}

function withChoices(shown: Member, chosen: Member | undefined): Member {
  if (chosen === undefined || '$ref' in shown || '$ref' in chosen) return shown;
  if (shown.type === 'array' && shown.items !== undefined) {
    return { ...shown, items: withChoices(shown.items, chosen.items) };
  }
  return shown.type === 'string' && chosen.enum !== undefined
    ? { ...shown, enum: chosen.enum }
    : shown;
}
