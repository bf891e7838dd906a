import {
  Button,
  Fieldset,
  Group,
  PasswordInput,
  Select,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../components/problem';
import { ShownAnswer } from '../../components/test-request';
import type { ProtectedApi } from './api-data';
import { possibleProvocations, provoke } from './provocations';
import { withThrowAwayKey } from './throw-away-key';
import { hasBody, sendTried, type TriedAnswer, type TriedCall } from './tried-call';
import { TryElsewhere } from './try-elsewhere';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Calls the API as a consumer would, and makes it refuse in every way that it can. */
export function TryTab({ api }: { readonly api: ProtectedApi }) {
  if (api.host !== null) return <TryElsewhere api={api} />;
  return <TryHere api={api} />;
}

function TryHere({ api }: { readonly api: ProtectedApi }) {
  const { t } = useTranslation('apis');
  const [call, setCall] = useState<TriedCall>({ method: 'GET', path: api.path_prefix, body: '' });
  const [credential, setCredential] = useState('');
  const attempt = useMutation({
    mutationFn: (send: () => Promise<TriedAnswer>) => send(),
    gcTime: 0,
  });
  const takesKeys = api.accept.includes('api_key');
  const send = () =>
    credential === ''
      ? withThrowAwayKey(api, {}, (key) => sendTried(call, { 'X-API-Key': key }))
      : sendTried(call, { Authorization: `Bearer ${credential}` });
  return (
    <Stack maw={860}>
      <Text size="sm">{t(api.upstream === null ? 'tryOwnProxy' : 'tryHint')}</Text>
      <CallFields call={call} change={setCall} />
      <PasswordInput
        label={t('ownCredential')}
        description={t(takesKeys ? 'ownCredentialHint' : 'ownCredentialNeeded')}
        autoComplete="off"
        value={credential}
        onChange={(event) => setCredential(event.currentTarget.value.trim())}
      />
      <Group>
        <Button
          disabled={!takesKeys && credential === ''}
          loading={attempt.isPending}
          onClick={() => attempt.mutate(send)}
        >
          {t('send')}
        </Button>
      </Group>
      <Fieldset legend={t('refusals')}>
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {t('refusalsHint')}
          </Text>
          <Group gap="xs">
            {possibleProvocations(api).map((one) => (
              <Button
                key={one}
                variant="default"
                disabled={attempt.isPending}
                onClick={() => attempt.mutate(() => provoke(api, one, call))}
              >
                {t(`provocations.${one}`)}
              </Button>
            ))}
          </Group>
        </Stack>
      </Fieldset>
      <div aria-live="polite">
        {attempt.isError ? <Problem error={attempt.error} /> : null}
        {attempt.data === undefined ? null : <Tried {...attempt.data} />}
      </div>
    </Stack>
  );
}

interface CallFieldsProps {
  readonly call: TriedCall;
  readonly change: (call: TriedCall) => void;
}

function CallFields({ call, change }: CallFieldsProps) {
  const { t } = useTranslation('apis');
  return (
    <>
      <Group gap="xs" align="flex-start">
        <Select
          label={t('method')}
          w={130}
          allowDeselect={false}
          data={METHODS}
          value={call.method}
          onChange={(method) => change({ ...call, method: method ?? 'GET' })}
        />
        <TextInput
          label={t('path')}
          flex="1 1 220px"
          value={call.path}
          onChange={(event) => change({ ...call, path: event.currentTarget.value })}
        />
      </Group>
      {hasBody(call.method) ? (
        <Textarea
          label={t('body')}
          autosize
          minRows={3}
          value={call.body}
          onChange={(event) => change({ ...call, body: event.currentTarget.value })}
        />
      ) : null}
    </>
  );
}

function Tried({ call, answer }: TriedAnswer) {
  const { t } = useTranslation('apis');
  return (
    <Stack gap="xs">
      <Text size="sm" className="breakable">
        {t('sent', { call: `${call.method} ${call.path}` })}
      </Text>
      <ShownAnswer answer={answer} />
    </Stack>
  );
}
