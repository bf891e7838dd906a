import { Button, Group, Select, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { appsQuery } from '../../api/apps';
import { api, unwrap } from '../../api/client';
import { CopyAsCurl } from '../../components/curl';
import { Problem } from '../../components/problem';
import type { Quota } from './api-data';
import { QuotaField } from './quota-field';

interface AddGrantProps {
  readonly apiId: string;
  readonly granted: readonly string[];
}

/** Grants the API to one more app, with a limit of its own if need be. */
export function AddGrant({ apiId, granted }: AddGrantProps) {
  const { t } = useTranslation('apis');
  const apps = useQuery(appsQuery(true));
  const queries = useQueryClient();
  const [appId, setAppId] = useState<string | null>(null);
  const [limit, setLimit] = useState<Quota | null>(null);
  const body = { rate_limit: limit };
  const grant = useMutation({
    mutationFn: (to: string) => {
      const params = { path: { api_id: apiId, app_id: to } };
      return unwrap(api.PUT('/admin/apis/{api_id}/grants/{app_id}', { params, body }));
    },
    onSuccess: () => {
      setAppId(null);
      setLimit(null);
      return queries.invalidateQueries({ queryKey: ['grants', apiId] });
    },
  });
  const choices = (apps.data ?? []).filter(({ id }) => !granted.includes(id));
  return (
    <Stack align="flex-start">
      <Select
        label={t('grantTo')}
        w="100%"
        maw={420}
        searchable
        nothingFoundMessage={t('noApps')}
        data={choices.map(({ id, name }) => ({ value: id, label: `${name} (${id.slice(-6)})` }))}
        value={appId}
        onChange={setAppId}
      />
      <QuotaField
        label={t('grantLimit')}
        description={t('grantLimitHint')}
        value={limit}
        onChange={setLimit}
      />
      {grant.error === null ? null : <Problem error={grant.error} />}
      <Group>
        <Button
          disabled={appId === null}
          loading={grant.isPending}
          onClick={() => appId !== null && grant.mutate(appId)}
        >
          {t('grant')}
        </Button>
        {appId === null ? null : (
          <CopyAsCurl method="PUT" path={`/admin/apis/${apiId}/grants/${appId}`} body={body} />
        )}
      </Group>
    </Stack>
  );
}
