import { Badge, Button, Group, Paper, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { meQuery, useMe } from '../../api/me';
import { fieldErrors } from '../../api/problem';
import { CopyAsCurl } from '../../components/curl';
import { notify } from '../../components/notify';
import { Problem } from '../../components/problem';
import { Time } from '../../components/time';
import { changeProfile, changesOf, type Claims, CLAIMS, textsOf } from './profile';

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
      <Facts />
      <Paper withBorder p="md">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate();
          }}
        >
          <Stack>
            <Text c="dimmed">{t('profileText')}</Text>
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              {CLAIMS.map(({ name, ...input }) => (
                <TextInput
                  key={name}
                  label={t(`claims.${name}`)}
                  description={hintOf(name, t('verified'), claims)}
                  {...input}
                  {...form.getInputProps(name)}
                  error={wrong[`claims.${name}`]}
                />
              ))}
            </SimpleGrid>
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

/** Whether an address or a number was verified; a changed one is not any more. */
function hintOf(name: string, verified: string, claims: Claims): string | undefined {
  const isVerified =
    (name === 'email' && claims.email_verified === true) ||
    (name === 'phone_number' && claims.phone_number_verified === true);
  return isVerified ? verified : undefined;
}

/** What only an administrator changes. */
function Facts() {
  const { t } = useTranslation('account');
  const { id, username, roles, groups, created_at } = useMe();
  return (
    <Paper withBorder p="md">
      <Group gap="xl" align="flex-start">
        <Fact label={t('username')}>{username}</Fact>
        <Fact label={t('roles')}>
          <Names names={roles} />
        </Fact>
        <Fact label={t('groups')}>
          <Names names={groups} />
        </Fact>
        <Fact label={t('since')}>
          <Time at={created_at} />
        </Fact>
        <Fact label={t('id')}>
          <Text span size="xs" ff="monospace" className="breakable">
            {id}
          </Text>
        </Fact>
      </Group>
    </Paper>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text component="div" className="breakable">
        {children}
      </Text>
    </div>
  );
}

function Names({ names }: { readonly names: readonly string[] }) {
  const { t } = useTranslation();
  if (names.length === 0) return <>{t('none')}</>;
  return (
    <Group gap={4}>
      {names.map((name) => (
        <Badge key={name} variant="default" tt="none">
          {name}
        </Badge>
      ))}
    </Group>
  );
}
