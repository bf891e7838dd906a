import { Alert, Button, Code, Group, Paper, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import * as oauth from 'oauth4webapi';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { broughtBack } from '../../session/tried-sign-in';
import type { OAuthClient } from './client-data';
import { Json, Refusal, TokenAnswerView } from './token-answer';
import { TryCalls } from './try-calls';
import { firstValues, TryFields } from './try-fields';
import { type BegunRequest, beginRequest, exchangeCode, type TokenAnswer } from './try-requests';
import { TryStep } from './try-step';

const WINDOW = 'popup,width=520,height=760';

/** Sends the person through the code flow as the program would, and shows each step. */
export function TryCodeFlow({ client }: { readonly client: OAuthClient }) {
  const { t } = useTranslation(['clients', 'common']);
  const [values, setValues] = useState(() => firstValues(client));
  const [begun, setBegun] = useState<BegunRequest | null>(null);
  const [brought, setBrought] = useState<URLSearchParams | null>(null);
  const waiting = useRef(new AbortController());
  const flow = useMutation({
    mutationFn: async (opened: Window): Promise<TokenAnswer> => {
      waiting.current = new AbortController();
      setBegun(null);
      setBrought(null);
      const request = await beginRequest(client, values);
      setBegun(request);
      opened.location.replace(request.url);
      const answer = await broughtBack(request.state, waiting.current.signal);
      setBrought(answer);
      return exchangeCode(client, values, request, answer);
    },
  });
  const begin = useMutation({
    mutationFn: () => {
      // At once, while it is still the person's click that opens it.
      const opened = window.open('', '_blank', WINDOW);
      if (opened === null) return Promise.reject(new Error(t('popupBlocked')));
      flow.mutate(opened);
      return Promise.resolve();
    },
  });
  const answer = flow.data;
  return (
    <Stack>
      <Paper withBorder p="md">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            begin.mutate();
          }}
        >
          <Stack>
            <TryFields client={client} values={values} onChange={setValues} />
            <Group>
              <Button type="submit" disabled={flow.isPending}>
                {t('begin')}
              </Button>
              {flow.isPending ? (
                <Button variant="default" onClick={() => waiting.current.abort()}>
                  {t('giveUp')}
                </Button>
              ) : null}
            </Group>
            <div aria-live="polite">{flow.isPending ? <Text>{t('waiting')}</Text> : null}</div>
          </Stack>
        </form>
      </Paper>
      {begin.error === null ? null : <Alert color="orange">{begin.error.message}</Alert>}
      {begun === null ? null : (
        <TryStep title={t('steps.request')} text={t('stepTexts.request')}>
          <Code block tabIndex={0} className="breakable" style={{ whiteSpace: 'pre-wrap' }}>
            {begun.url}
          </Code>
        </TryStep>
      )}
      {brought === null ? null : (
        <TryStep title={t('steps.code')} text={t('stepTexts.code')}>
          <Json value={Object.fromEntries(brought)} />
        </TryStep>
      )}
      {flow.error === null ? null : <FlowFailed error={flow.error} />}
      {answer === undefined ? null : (
        <TryStep title={t('steps.token')} text={t('stepTexts.token')}>
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

function FlowFailed({ error }: { readonly error: Error }) {
  const { t } = useTranslation('clients');
  if (error.name === 'AbortError') return null;
  if (error instanceof oauth.AuthorizationResponseError) return <Refusal code={error.error} />;
  if (error instanceof oauth.ResponseBodyError) return <Refusal code={error.error} />;
  return <Alert color="red">{t('wrongState', { reason: error.message })}</Alert>;
}
