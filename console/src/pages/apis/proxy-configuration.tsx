import { Group, List, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client';
import { CopyAsCurl } from '../../components/curl';
import { Loading } from '../../components/loading';
import { Problem } from '../../components/problem';
import { Snippets } from '../../components/snippets';
import type { components } from '../../api/schema';

type Proxy = components['schemas']['ProxyConfiguration']['proxy'];

interface ProxyConfigurationProps {
  readonly apiId: string;
  readonly proxy: Proxy;
}

/** What the server writes for a proxy: the configuration, the files that it names, what is left to do. */
export function ProxyConfiguration({ apiId, proxy }: ProxyConfigurationProps) {
  const { t } = useTranslation('apis');
  const { data, error, refetch } = useQuery({
    queryKey: ['connect', apiId, proxy],
    queryFn: () => {
      const params = { path: { api_id: apiId }, query: { proxy } };
      return unwrap(api.GET('/admin/apis/{api_id}/connect', { params }));
    },
  });
  if (error !== null) return <Problem error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  const snippets = [
    { name: proxy, text: data.config },
    ...data.files.map(({ name, content }) => ({ name, text: content })),
  ];
  return (
    <Stack gap="sm" align="stretch">
      {data.notes.length === 0 ? null : (
        <>
          <Text size="sm" fw={600}>
            {t('proxyNotes')}
          </Text>
          {/* The server writes them in English. */}
          <List size="sm" lang="en">
            {data.notes.map((note) => (
              <List.Item key={note} className="breakable">
                {note}
              </List.Item>
            ))}
          </List>
        </>
      )}
      <Snippets key={proxy} snippets={snippets} />
      <Group>
        <CopyAsCurl method="GET" path={`/admin/apis/${apiId}/connect?proxy=${proxy}`} />
      </Group>
    </Stack>
  );
}
