import { Button, Group, Paper, Stack, Textarea, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client';
import { PageHeader } from '../../components/page-header';
import { Problem } from '../../components/problem';
import { Diagnosed } from '../../components/diagnosed';

/** Explains a call that was refused, or one that is not made yet. */
export function ExplainPage() {
  const { t } = useTranslation('explain');
  return (
    <>
      <PageHeader title={t('title')} description={t('text')} />
      <Stack>
        <Paper withBorder p="md">
          <ByRequestId />
        </Paper>
        <Paper withBorder p="md">
          <ByCall />
        </Paper>
      </Stack>
    </>
  );
}

function ByRequestId() {
  const { t } = useTranslation('explain');
  const [requestId, setRequestId] = useState('');
  const navigate = useNavigate();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void navigate({ to: `/explain/${encodeURIComponent(requestId.trim())}` });
      }}
    >
      <Title order={2} size="h4" mb="xs">
        {t('byId')}
      </Title>
      <Group align="flex-end">
        <TextInput
          required
          label={t('requestId')}
          description={t('requestIdText')}
          placeholder="req_…"
          maxLength={64}
          flex={1}
          miw={220}
          value={requestId}
          onChange={(event) => setRequestId(event.currentTarget.value)}
        />
        <Button type="submit">{t('explain')}</Button>
      </Group>
    </form>
  );
}

function ByCall() {
  const { t } = useTranslation('explain');
  const [request, setRequest] = useState('');
  const ask = useMutation({
    mutationFn: () => unwrap(api.POST('/doctor', { body: { request } })),
    gcTime: 0,
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        ask.mutate();
      }}
    >
      <Title order={2} size="h4" mb="xs">
        {t('byCall')}
      </Title>
      <Stack align="flex-start">
        <Textarea
          required
          w="100%"
          label={t('call')}
          description={t('callText')}
          placeholder="curl -H 'X-API-Key: …' https://…"
          autosize
          minRows={3}
          maxRows={12}
          value={request}
          onChange={(event) => setRequest(event.currentTarget.value)}
        />
        <Button type="submit" loading={ask.isPending}>
          {t('explain')}
        </Button>
        {ask.error === null ? null : <Problem error={ask.error} />}
        <div aria-live="polite">
          {ask.data === undefined ? null : <Diagnosed diagnosis={ask.data} />}
        </div>
      </Stack>
    </form>
  );
}
