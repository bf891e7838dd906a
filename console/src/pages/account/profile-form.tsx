import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type ClaimChanges, changesOf, type Claims, textsOf } from '../../api/claims';
import { api, unwrap } from '../../api/client';
import { meQuery, useMe } from '../../api/me';
import { fieldErrors } from '../../api/problem';
import { ClaimFields } from '../../components/claim-fields';
import { CopyAsCurl } from '../../components/curl';
import { Facts } from '../../components/facts';
import { notify } from '../../components/notify';
import { Problem } from '../../components/problem';
import { Time } from '../../components/time';

/** Apps are told what stands here, where the person allows it. */
export function ProfileForm() {
  const { t } = useTranslation(['account', 'common']);
  const { claims } = useMe();
  const queryClient = useQueryClient();
  const form = useForm({ initialValues: textsOf(claims) });
  const changes = changesOf(claims, form.values);
  const save = useMutation({
    mutationFn: () => changeProfile(changes),
    onSuccess: async (profile) => {
      await queryClient.invalidateQueries(meQuery);
      form.setValues(textsOf(profile.claims));
      notify(t('common:saved'));
    },
  });
  const wrong = fieldErrors(save.error);
  return (
    <Stack>
      <AccountFacts />
      <Paper withBorder p="md">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate();
          }}
        >
          <Stack>
            <Text c="dimmed">{t('profileText')}</Text>
            <ClaimFields
              isOwn
              value={form.values}
              onChange={form.setValues}
              wrong={wrong}
              hints={hintsOf(claims, t('verified'))}
            />
            {save.error === null ? null : <Problem error={save.error} />}
            <Group justify="space-between">
              <CopyAsCurl method="PATCH" path="/account/profile" body={{ claims: changes }} />
              <Button
                type="submit"
                loading={save.isPending}
                disabled={Object.keys(changes).length === 0}
              >
                {t('common:save')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Paper>
    </Stack>
  );
}

/** Which of an address and a number were verified; a changed one is not any more. */
function hintsOf(claims: Claims, verified: string): { email?: string; phone_number?: string } {
  return {
    ...(claims.email_verified === true ? { email: verified } : {}),
    ...(claims.phone_number_verified === true ? { phone_number: verified } : {}),
  };
}

/** What only an administrator changes. */
function AccountFacts() {
  const { t } = useTranslation(['account', 'common']);
  const { id, username, roles, groups, created_at } = useMe();
  return (
    <Paper withBorder p="md">
      <Facts
        facts={[
          [t('username'), username],
          [t('roles'), roles.join(', ') || t('common:none')],
          [t('groups'), groups.join(', ') || t('common:none')],
          [t('since'), <Time key="since" at={created_at} />],
          ['Id', <code key="id">{id}</code>],
        ]}
      />
    </Paper>
  );
}

function changeProfile(claims: ClaimChanges) {
  return unwrap(api.PATCH('/account/profile', { body: { claims } }));
}
