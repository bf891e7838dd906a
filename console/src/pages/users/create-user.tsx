import { Button, Group, Modal, Stack, TagsInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { fieldErrors } from '../../api/problem';
import { CopyAsCurl } from '../../components/curl';
import { Problem } from '../../components/problem';
import { chosenPassword, FIRST_CHOICE, PasswordFields } from './password-choice';
import { RevealedPassword } from './revealed-password';
import { createUser, type NewUser, type User, USERS_PATH } from './user-data';

interface CreateUserProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

interface Created {
  readonly user: User;
  /** Null where the administrator knows it, or there is none. */
  readonly generated: string | null;
}

export function CreateUser({ isOpen, onClose }: CreateUserProps) {
  const { t } = useTranslation(['users', 'common']);
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('common:close') }}
      size="lg"
      title={t('create')}
    >
      <CreateForm />
    </Modal>
  );
}

function CreateForm() {
  const { t } = useTranslation('users');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const form = useForm({
    initialValues: {
      username: '',
      roles: [] as string[],
      groups: [] as string[],
      password: FIRST_CHOICE,
    },
  });
  const { username, roles, groups, password: choice } = form.values;
  const body: NewUser = { username, roles, groups };
  const show = (id: string) => void navigate({ to: '/users/$userId', params: { userId: id } });
  const create = useMutation({
    mutationFn: async (): Promise<Created> => {
      const password = chosenPassword(choice);
      const user = await createUser({ ...body, password });
      return { user, generated: choice.way === 'generated' ? password : null };
    },
    onSuccess: ({ user, generated }) => {
      void queries.invalidateQueries({ queryKey: ['users'] });
      if (generated === null) show(user.id);
    },
  });
  const wrong = fieldErrors(create.error);
  const { user, generated } = create.data ?? {};
  if (user !== undefined && typeof generated === 'string') {
    return (
      <RevealedPassword
        username={user.username}
        password={generated}
        onStored={() => show(user.id)}
      />
    );
  }
  const example = choice.way === 'none' ? body : { ...body, password: '$PASSWORD' };
  return (
    <form onSubmit={form.onSubmit(() => create.mutate())}>
      <Stack>
        <TextInput
          required
          label={t('username')}
          description={t('usernameText')}
          autoComplete="off"
          data-autofocus
          {...form.getInputProps('username')}
          error={wrong['username']}
        />
        <PasswordFields
          value={choice}
          onChange={(password) => form.setValues({ password })}
          error={wrong['password']}
        />
        <TagsInput
          label={t('roles')}
          description={t('rolesText')}
          data={['admin']}
          {...form.getInputProps('roles')}
          error={firstOf(wrong, 'roles')}
        />
        <TagsInput
          label={t('groups')}
          description={t('groupsText')}
          {...form.getInputProps('groups')}
          error={firstOf(wrong, 'groups')}
        />
        {create.error === null ? null : <Problem error={create.error} />}
        <Group justify="space-between">
          <CopyAsCurl method="POST" path={USERS_PATH} body={example} />
          <Button type="submit" loading={create.isPending}>
            {t('create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What is wrong with a list, or with the first wrong entry of it. */
export function firstOf(
  wrong: Readonly<Record<string, string>>,
  member: string,
): string | undefined {
  return Object.entries(wrong).find(([name]) => name.split('.')[0] === member)?.[1];
}
