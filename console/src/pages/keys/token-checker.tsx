import { Button, Stack, Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client';
import { Diagnosed } from '../../components/diagnosed';
import { Problem } from '../../components/problem';

/** Says of a pasted token what the door would say of it. Nothing of it is kept. */
export function TokenChecker() {
  const { t } = useTranslation('keys');
  const [text, setText] = useState('');
  const heading = useId();
  const check = useMutation({
    mutationFn: () => unwrap(api.POST('/doctor', { body: { request: text } })),
    gcTime: 0,
  });
  return (
    <Stack gap="xs" align="stretch" role="group" aria-labelledby={heading}>
      <Text size="sm" fw={500} id={heading}>
        {t('checkToken')}
      </Text>
      <Textarea
        aria-label={t('checkToken')}
        description={t('checkTokenText')}
        autosize
        minRows={2}
        maxRows={6}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button
        variant="default"
        disabled={text.trim() === ''}
        loading={check.isPending}
        onClick={() => check.mutate()}
      >
        {t('check')}
      </Button>
      {check.error === null ? null : <Problem error={check.error} />}
      <div aria-live="polite">
        {check.data === undefined ? null : <Diagnosed diagnosis={check.data} />}
      </div>
    </Stack>
  );
}
