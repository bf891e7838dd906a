import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { toProblem, UNREACHABLE } from '../api/problem';

/** A refusal as the server explains it, with what leads on: its code, its request id, another try. */
export function Problem({
  error,
  onRetry,
}: {
  readonly error: unknown;
  readonly onRetry?: () => void;
}) {
  const { t } = useTranslation();
  const problem = toProblem(error);
  const isUnreachable = problem.code === UNREACHABLE;
  return (
    <Alert
      color="red"
      role="alert"
      icon={<IconAlertTriangle aria-hidden />}
      title={isUnreachable ? t('unreachable') : problem.title}
    >
      <Stack gap="xs" align="flex-start">
        {isUnreachable ? null : <Text size="sm">{problem.detail}</Text>}
        {problem.hint === undefined ? null : (
          <Text size="sm">
            {t('hint')}: {problem.hint}
          </Text>
        )}
        {several(problem.errors).map(({ pointer, detail }) => (
          <Text key={pointer + detail} size="sm">
            <code>{pointer}</code> {detail}
          </Text>
        ))}
        <Group gap="md">
          {isUnreachable ? null : (
            <Anchor size="sm" href={`/errors/${problem.code}`} target="_blank">
              {problem.code}
            </Anchor>
          )}
          {problem.request_id === undefined ? null : (
            <Anchor size="sm" component={Link} to={`/explain/${problem.request_id}`}>
              {problem.request_id}
            </Anchor>
          )}
        </Group>
        {onRetry === undefined ? null : (
          <Button size="xs" variant="default" onClick={onRetry}>
            {t('retry')}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

/** A single one is in the detail already. */
function several<Error>(errors: readonly Error[] = []): readonly Error[] {
  return errors.length > 1 ? errors : [];
}
