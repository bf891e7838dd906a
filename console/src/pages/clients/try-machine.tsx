import { Button, Paper, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../components/problem';
import type { OAuthClient } from './client-data';
import { TokenAnswerView } from './token-answer';
import { TryCalls } from './try-calls';
import { firstValues, TryFields } from './try-fields';
import { machineToken } from './try-requests';
import { TryStep } from './try-step';

/** The client as itself: a token by its secret, and what it opens. */
export function TryMachine({ client }: { readonly client: OAuthClient }) {
  const { t } = useTranslation('clients');
  const [values, setValues] = useState(() => firstValues(client));
  const token = useMutation({ mutationFn: () => machineToken(client, values) });
  const answer = token.data;
  return (
    <Stack>
      <Paper withBorder p="md">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            token.mutate();
          }}
        >
          <Stack align="stretch">
            <TryFields client={client} values={values} onChange={setValues} />
            <Button type="submit" loading={token.isPending} style={{ alignSelf: 'flex-start' }}>
              {t('getToken')}
            </Button>
          </Stack>
        </form>
      </Paper>
      {token.error === null ? null : <Problem error={token.error} />}
      {answer === undefined ? null : (
        <TryStep title={t('steps.token')} text={t('stepTexts.machine')}>
          <TokenAnswerView answer={answer} />
        </TryStep>
      )}
      {answer?.status === 200 ? (
        <TryCalls
          key={String(answer.body['access_token'])}
          client={client}
          values={values}
          answer={answer}
        />
      ) : null}
    </Stack>
  );
}
