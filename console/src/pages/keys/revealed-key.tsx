import { Alert, Anchor, Button, Group, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyField } from '../../components/copy-field';
import { Snippets } from '../../components/snippets';
import { TestRequest } from '../../components/test-request';
import type { IssuedApiKey } from './api-keys';
import { downloadEnv } from './download-env';
import { keySnippets } from './key-snippets';
import { TargetField, WHO_AM_I } from './target-field';

interface RevealedKeyProps {
  readonly issued: IssuedApiKey;
  readonly onStored: () => void;
}

/** A key, this once: to be copied, tried, and put away. */
export function RevealedKey({ issued, onStored }: RevealedKeyProps) {
  const { t } = useTranslation('keys');
  const [url, setUrl] = useState(WHO_AM_I);
  return (
    <Stack>
      <Alert color="orange">{t('shownOnce')}</Alert>
      <CopyField value={issued.key} label={t('yourKey')} />
      <Group>
        <Button
          variant="default"
          onClick={() => downloadEnv(issued.name, { OSTIARY_API_KEY: issued.key })}
        >
          {t('downloadEnv')}
        </Button>
      </Group>
      <TargetField kind="api_key" value={url} onChange={setUrl} />
      <TestRequest url={url} headers={{ 'X-API-Key': issued.key }} />
      <Snippets snippets={keySnippets(url, issued.key)} />
      <Group justify="space-between">
        <Anchor
          component={Link}
          size="sm"
          to="/logs"
          search={{ credential_id: issued.id } as never}
          onClick={onStored}
        >
          {t('seeInLogs')}
        </Anchor>
        <Button onClick={onStored}>{t('stored')}</Button>
      </Group>
    </Stack>
  );
}
