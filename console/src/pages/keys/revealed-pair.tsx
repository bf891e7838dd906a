import { Alert, Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyField } from '../../components/copy-field';
import { Snippets } from '../../components/snippets';
import { settings } from '../../settings';
import type { IssuedAccessKey } from './access-keys';
import { downloadEnv } from './download-env';
import { signingRecipes } from './signing-recipes';
import { TargetField, WHO_AM_I } from './target-field';
import { TokenChecker } from './token-checker';

interface RevealedPairProps {
  readonly issued: IssuedAccessKey;
  readonly onStored: () => void;
}

/** A pair of AK and SK, this once, with how to sign by it. */
export function RevealedPair({ issued, onStored }: RevealedPairProps) {
  const { t } = useTranslation('keys');
  const [url, setUrl] = useState(WHO_AM_I);
  const [type, setType] = useState(issued.token_types[0] ?? 'app_token');
  const header = headerCase(settings.signedTokenHeaders[0] ?? 'apihub-token');
  const { ak, sk } = issued;
  return (
    <Stack>
      <Alert color="orange">{t('pairShownOnce')}</Alert>
      <Text size="sm" fw={500}>
        AK
      </Text>
      <CopyField value={ak} label="AK" />
      <Text size="sm" fw={500}>
        SK
      </Text>
      <CopyField value={sk} label="SK" />
      <Group>
        <Button
          variant="default"
          onClick={() => downloadEnv(issued.name, { OSTIARY_AK: ak, OSTIARY_SK: sk })}
        >
          {t('downloadEnv')}
        </Button>
      </Group>
      <SegmentedControl
        aria-label={t('tokenTypes')}
        data={[...issued.token_types]}
        value={type}
        onChange={(value) => setType(value)}
      />
      <TargetField kind={type} value={url} onChange={setUrl} />
      <Snippets key={type} snippets={signingRecipes({ ak, sk }, type, { url, header })} />
      <TokenChecker />
      <Group justify="flex-end">
        <Button onClick={onStored}>{t('stored')}</Button>
      </Group>
    </Stack>
  );
}

function headerCase(name: string): string {
  return name.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());
}
