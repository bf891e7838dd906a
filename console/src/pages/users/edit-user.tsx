import { Button, Checkbox, Group, Modal, Stack, TagsInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type ClaimChanges, changesOf, textsOf } from '../../api/claims';
import { fieldErrors } from '../../api/problem';
import { ClaimFields } from '../../components/claim-fields';
import { CopyAsCurl } from '../../components/curl';
import { Problem } from '../../components/problem';
import { firstOf } from './create-user';
import { changeUser, type User, type UserChanges, userPath } from './user-data';

interface EditUserProps {
  readonly user: User;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

export function EditUser(props: EditUserProps) {
  const { t } = useTranslation(['users', 'common']);
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.onClose}
      closeButtonProps={{ 'aria-label': t('common:close') }}
      size="xl"
      title={t('editUser')}
    >
      <EditForm {...props} />
    </Modal>
  );
}

function EditForm({ user, onClose, onChanged }: EditUserProps) {
  const { t } = useTranslation(['users', 'common']);
  const form = useForm({
    initialValues: {
      username: user.username,
      roles: user.roles,
      groups: user.groups,
      claims: textsOf(user.claims),
      emailVerified: user.claims.email_verified ?? false,
      phoneVerified: user.claims.phone_number_verified ?? false,
    },
  });
  const body = bodyOf(user, form.values);
  const save = useMutation({
    mutationFn: () => changeUser(user.id, body),
    onSuccess: () => {
      onChanged();
      onClose();
    },
  });
  const wrong = fieldErrors(save.error);
  return (
    <form onSubmit={form.onSubmit(() => save.mutate())}>
      <Stack>
        <TextInput
          required
          label={t('username')}
          description={t('usernameText')}
          autoComplete="off"
          {...form.getInputProps('username')}
          error={wrong['username']}
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
        <ClaimFields
          value={form.values.claims}
          onChange={(claims) => form.setValues({ claims })}
          wrong={wrong}
        />
        <Checkbox
          label={t('emailVerified')}
          {...form.getInputProps('emailVerified', { type: 'checkbox' })}
        />
        <Checkbox
          label={t('phoneVerified')}
          {...form.getInputProps('phoneVerified', { type: 'checkbox' })}
        />
        {save.error === null ? null : <Problem error={save.error} />}
        <Group justify="space-between">
          <CopyAsCurl method="PATCH" path={userPath(user.id)} body={body} />
          <Button type="submit" loading={save.isPending}>
            {t('common:save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface EditValues {
  readonly username: string;
  readonly roles: string[];
  readonly groups: string[];
  readonly claims: ReturnType<typeof textsOf>;
  readonly emailVerified: boolean;
  readonly phoneVerified: boolean;
}

/** What was changed, so that a change that somebody else made meanwhile stays. */
function bodyOf(user: User, values: EditValues): UserChanges {
  const claims: ClaimChanges & UserChanges['claims'] = {
    ...changesOf(user.claims, values.claims),
    ...changedFlag('email_verified', user.claims.email_verified, values.emailVerified),
    ...changedFlag(
      'phone_number_verified',
      user.claims.phone_number_verified,
      values.phoneVerified,
    ),
  };
  return {
    ...(values.username === user.username ? {} : { username: values.username }),
    ...(isSame(values.roles, user.roles) ? {} : { roles: values.roles }),
    ...(isSame(values.groups, user.groups) ? {} : { groups: values.groups }),
    ...(Object.keys(claims).length === 0 ? {} : { claims }),
  };
}

function changedFlag<Name extends string>(
  name: Name,
  before: boolean | null | undefined,
  after: boolean,
): { readonly [Key in Name]?: boolean } {
  return (before ?? false) === after ? {} : ({ [name]: after } as { [Key in Name]: boolean });
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((each, index) => each === right[index]);
}
