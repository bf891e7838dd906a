import { Button, Group, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client';
import type { components } from '../../api/schema';
import { CopyAsCurl } from '../../components/curl';
import { Problem } from '../../components/problem';

const PATH = '/admin/apis/test-upstream';

/** Asks whether an upstream answers, before an API is set to it; give it the URL as its key too. */
export function TestUpstream({ url }: { readonly url: string }) {
  const { t } = useTranslation('apis');
  const body = { upstream_url: url };
  const test = useMutation({ mutationFn: () => unwrap(api.POST(PATH, { body })) });
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Button
          variant="default"
          size="xs"
          disabled={url === ''}
          loading={test.isPending}
          onClick={() => test.mutate()}
        >
          {t('testUpstream')}
        </Button>
        {url === '' ? null : <CopyAsCurl method="POST" path={PATH} body={body} />}
      </Group>
      <div role="status" aria-live="polite">
        {test.data === undefined ? null : <Result result={test.data} />}
      </div>
      {test.error === null ? null : <Problem error={test.error} />}
    </Stack>
  );
}

function Result({ result }: { readonly result: components['schemas']['UpstreamTest'] }) {
  const { t } = useTranslation('apis');
  const { reachable, status, duration_ms: duration, reason, failure_code: code } = result;
  const Icon = reachable ? IconCircleCheck : IconCircleX;
  const color = reachable ? 'green' : 'red';
  return (
    <Group gap={6} wrap="nowrap" align="flex-start">
      <Icon size={18} color={`var(--mantine-color-${color}-filled)`} aria-hidden />
      <Text size="sm" className="breakable">
        {reachable
          ? t('upstreamAnswers', { status, duration })
          : t(`upstreamFails.${reason ?? 'failed'}`)}
        {code === null ? null : (
          <>
            {' '}
            <code>{code}</code>
          </>
        )}
      </Text>
    </Group>
  );
}
