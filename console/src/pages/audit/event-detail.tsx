import { Text } from '@mantine/core';

/** What an event says besides who and what: a line for each member that has a value. */
export function EventDetail({ detail }: { readonly detail: Readonly<Record<string, unknown>> }) {
  const members = Object.entries(detail).filter(([, value]) => !isEmpty(value));
  if (members.length === 0) return '–';
  return (
    <Text component="ul" size="xs" ff="monospace" p={0} m={0} style={{ listStyle: 'none' }}>
      {members.map(([name, value]) => (
        <li key={name} className="breakable">
          {name}: {textOf(value)}
        </li>
      ))}
    </Text>
  );
}

function isEmpty(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const isTexts = Array.isArray(value) && value.every((each) => typeof each === 'string');
  return isTexts ? value.join(', ') : JSON.stringify(value);
}
