import { Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TestRequest } from '../../components/test-request';
import { settings } from '../../settings';
import { TargetField, WHO_AM_I } from '../keys/target-field';
import type { OAuthClient } from './client-data';
import { TokenAnswerView } from './token-answer';
import { refreshTokens, type TokenAnswer, type TryValues } from './try-requests';
import { TryStep } from './try-step';

interface TryCallsProps {
  readonly client: OAuthClient;
  readonly values: TryValues;
  readonly answer: TokenAnswer;
}

/** What a program does with the tokens it got. */
export function TryCalls({ client, values, answer }: TryCallsProps) {
  const { t } = useTranslation('clients');
  const [url, setUrl] = useState(WHO_AM_I);
  const [latest, setLatest] = useState(answer.body);
  const refresh = useMutation({
    mutationFn: (token: string) => refreshTokens(client, values, token),
    onSuccess: ({ status, body }) => {
      if (status === 200) setLatest({ ...latest, ...body });
    },
  });
  const token = String(latest['access_token']);
  const refreshToken = latest['refresh_token'];
  const headers = { Authorization: `Bearer ${token}` };
  return (
    <TryStep title={t('steps.calls')}>
      <TargetField kind="access_token" value={url} onChange={setUrl} />
      <TestRequest key={url} url={url} headers={headers} />
      {typeof latest['id_token'] === 'string' ? (
        <>
          <Text size="sm">{t('userInfo')}</Text>
          <TestRequest url={`${settings.publicUrl}/oauth/userinfo`} headers={headers} />
        </>
      ) : null}
      {typeof refreshToken === 'string' ? (
        <Stack gap="xs" align="flex-start">
          <Button
            variant="light"
            loading={refresh.isPending}
            onClick={() => refresh.mutate(refreshToken)}
          >
            {t('refresh')}
          </Button>
          {refresh.data === undefined ? null : (
            <>
              <Text size="sm">{t('refreshed')}</Text>
              <TokenAnswerView answer={refresh.data} />
            </>
          )}
        </Stack>
      ) : null}
    </TryStep>
  );
}
