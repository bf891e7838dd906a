import { Anchor, List, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { components } from '../api/schema';
import { CheckList } from './check-list';

/** What the door would say of a pasted call. */
export function Diagnosed({
  diagnosis,
}: {
  readonly diagnosis: components['schemas']['Diagnosis'];
}) {
  const { t } = useTranslation(['explain', 'keys']);
  const { verdict, title, status, code, detail, hint, checks, findings } = diagnosis;
  return (
    <Stack gap="sm">
      <Title order={3} size="h5">
        {t(`keys:verdicts.${verdict}`)} {title}
      </Title>
      {code === null ? null : (
        <Text size="sm">
          {status}{' '}
          <Anchor href={`/errors/${code}`} target="_blank">
            {code}
          </Anchor>
        </Text>
      )}
      {[detail, hint].map((text) => (text === null ? null : <Text key={text}>{text}</Text>))}
      <CheckList checks={checks} />
      {findings.length === 0 ? null : (
        <List>
          {findings.map(({ name, text }) => (
            <List.Item key={name}>{text}</List.Item>
          ))}
        </List>
      )}
    </Stack>
  );
}
