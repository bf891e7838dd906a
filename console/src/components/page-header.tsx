import { Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';

interface PageHeaderProps {
  readonly title: string;
  readonly description?: ReactNode;
  /** What can be done with the page as a whole, the main thing last. */
  readonly actions?: ReactNode;
}

/** The heading of a page, which is its document title too. */
export function PageHeader({ title, description, actions }: PageHeaderProps) {
  useEffect(() => {
    document.title = `${title} · Ostiary`;
  }, [title]);
  return (
    <Group justify="space-between" align="flex-start" mb="md">
      <Stack gap={2} maw={720} miw={0} flex="1 1 320px">
        <Title order={1} size="h2" className="breakable">
          {title}
        </Title>
        {description === undefined ? null : <Text c="dimmed">{description}</Text>}
      </Stack>
      <Group gap="xs">{actions}</Group>
    </Group>
  );
}
