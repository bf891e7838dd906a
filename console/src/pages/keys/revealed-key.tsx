import { Alert, Anchor, Button, Group, Select, Stack } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callableApisQuery } from '../../api/callable-apis';
import { useMe } from '../../api/me';
import { CopyField } from '../../components/copy-field';
import { Snippets } from '../../components/snippets';
import { TestRequest } from '../../components/test-request';
import { settings } from '../../settings';
import type { IssuedApiKey } from './api-keys';
import { downloadEnv } from './download-env';
import { keySnippets } from './key-snippets';

interface RevealedKeyProps {
  readonly issued: IssuedApiKey;
  readonly onStored: () => void;
}

/** A key, this once: to be copied, tried, and put away. */
export function RevealedKey({ issued, onStored }: RevealedKeyProps) {
  const { t } = useTranslation('keys');
  const { isAdmin } = useMe();
  const { data: apis } = useSuspenseQuery(callableApisQuery(isAdmin));
  // Every credential may ask who it is, whatever it may do elsewhere.
  const self = `${settings.publicUrl}/credential`;
  const [url, setUrl] = useState(self);
  const targets = [
    { value: self, label: t('whoAmI') },
    ...apis
      .filter(({ accept, url: target }) => accept.includes('api_key') && target !== self)
      .map((each) => ({ value: each.url, label: `${each.name} (${each.url})` })),
  ];
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
      <Select
        label={t('tryAt')}
        allowDeselect={false}
        data={targets}
        value={url}
        onChange={(value) => setUrl(value ?? self)}
      />
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
