import { Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CopyField } from '../../components/copy-field';
import type { CallableApi } from './api-data';
import { KindNames } from './kind-names';

/** An API as its consumers know it: where it is, what it takes, and the way to a key. */
export function CatalogueCard({ api }: { readonly api: CallableApi }) {
  const { t } = useTranslation('apis');
  const needsGrant = api.access === 'granted' && api.granted_app_ids.length === 0;
  return (
    <Card withBorder component="article" aria-label={api.name}>
      <Stack gap="xs">
        <Title order={2} size="h4" className="breakable">
          {api.name}
        </Title>
        <CopyField label={t('calledAt')} value={api.url} />
        <KindNames kinds={api.accept} />
        {api.scopes.map(({ name, description }) => (
          <Text key={name} size="sm" className="breakable">
            <code>{name}</code> {description}
          </Text>
        ))}
        {needsGrant ? <Text size="sm">{t('needsGrant')}</Text> : null}
        <Group justify="space-between">
          {api.environment === null ? (
            <span />
          ) : (
            <Badge variant="outline">{t(`environments.${api.environment}`)}</Badge>
          )}
          {api.accept.includes('api_key') ? (
            <Button component={Link} to="/keys" search={{ create: true } as never}>
              {t('getKey')}
            </Button>
          ) : null}
        </Group>
      </Stack>
    </Card>
  );
}
