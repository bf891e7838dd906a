import { Button, Group, Stack } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { CopyAsCurl } from '../../components/curl';
import { notify } from '../../components/notify';
import { Problem } from '../../components/problem';
import type { ProtectedApi, UpdateApiRequest } from './api-data';

interface SaveBarProps {
  readonly apiId: string;
  readonly body: UpdateApiRequest;
  readonly save: UseMutationResult<ProtectedApi, Error, UpdateApiRequest>;
  readonly onSaved?: () => void;
  readonly onCancel?: () => void;
}

/** The end of a form that changes an API: why it was refused, the call, the button. */
export function SaveBar({ apiId, body, save, onSaved, onCancel }: SaveBarProps) {
  const { t } = useTranslation();
  const submit = () =>
    save.mutate(body, {
      onSuccess: () => {
        notify(t('saved'));
        onSaved?.();
      },
    });
  return (
    <Stack>
      {save.error === null ? null : <Problem error={save.error} />}
      <Group justify="space-between">
        <CopyAsCurl method="PATCH" path={`/admin/apis/${apiId}`} body={body} />
        <Group gap="xs">
          {onCancel === undefined ? null : (
            <Button variant="default" onClick={onCancel}>
              {t('cancel')}
            </Button>
          )}
          <Button loading={save.isPending} onClick={submit}>
            {t('save')}
          </Button>
        </Group>
      </Group>
    </Stack>
  );
}
