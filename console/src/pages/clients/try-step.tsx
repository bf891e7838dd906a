import { Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface TryStepProps {
  readonly title: string;
  readonly text?: string;
  readonly children: ReactNode;
}

/** One step of a flow, as it happened. */
export function TryStep({ title, text, children }: TryStepProps) {
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Stack gap="xs">
        <Title order={2} size="h4">
          {title}
        </Title>
        {text === undefined ? null : <Text size="sm">{text}</Text>}
        {children}
      </Stack>
    </Paper>
  );
}
