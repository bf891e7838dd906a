import { Button, Fieldset, Group, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client';
import { fieldErrors } from '../../api/problem';
import { CopyAsCurl } from '../../components/curl';
import { PageHeader } from '../../components/page-header';
import { Problem } from '../../components/problem';
import type { Quota } from './api-data';
import { AddressFields } from './address-fields';
import { type ApiDraft, credentialsOf, EMPTY_DRAFT, placeOf } from './api-draft';
import { CredentialFields } from './credential-fields';
import { QuotaField } from './quota-field';
import { UpstreamFields } from './upstream-fields';

/** One form, after which the API is protected; what leads on is how to call it. */
export function CreateApiPage() {
  const { t } = useTranslation(['apis', 'common']);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const [rateLimit, setRateLimit] = useState<Quota | null>(null);
  const body = {
    ...placeOf(draft),
    ...credentialsOf(draft),
    rate_limit: rateLimit,
  };
  const create = useMutation({
    mutationFn: () => unwrap(api.POST('/admin/apis', { body })),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['apis'] });
      await navigate({ to: '/apis/$apiId', params: { apiId: id }, search: { tab: 'connect' } });
    },
  });
  const errors = fieldErrors(create.error);
  const change = (members: Partial<ApiDraft>) => setDraft((before) => ({ ...before, ...members }));
  const fields = { draft, change, errors };
  return (
    <>
      <PageHeader title={t('createApi')} description={t('createHint')} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        <Stack maw={720}>
          <AddressFields {...fields} />
          <UpstreamFields {...fields} />
          <CredentialFields {...fields} />
          <Fieldset legend={t('limits')}>
            <QuotaField
              label={t('defaultLimit')}
              description={t('defaultLimitHint')}
              value={rateLimit}
              onChange={setRateLimit}
              error={errors['rate_limit.limit']}
            />
          </Fieldset>
          {create.error === null ? null : <Problem error={create.error} />}
          <Group justify="space-between">
            <CopyAsCurl method="POST" path="/admin/apis" body={body} />
            <Group gap="xs">
              <Button variant="default" component={Link} to="/apis">
                {t('common:cancel')}
              </Button>
              <Button type="submit" loading={create.isPending}>
                {t('createApi')}
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </>
  );
}
