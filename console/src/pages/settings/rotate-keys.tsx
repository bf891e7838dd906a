import { Button, Checkbox, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client';
import { CopyAsCurl } from '../../components/curl';
import { Problem } from '../../components/problem';

interface RotateKeysProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onRotated: () => void;
}

const USES = ['access', 'id_token'] as const;

/** Lets the next keys sign; before they have been published for a day only when that is asked for. */
export function RotateKeys({ isOpen, onClose, onRotated }: RotateKeysProps) {
  const { t } = useTranslation(['settings', 'common']);
  const [use, setUse] = useState<(typeof USES)[number] | null>(null);
  const [force, setForce] = useState(false);
  const body = { ...(use === null ? {} : { use }), force };
  const rotate = useMutation({
    mutationFn: () => unwrap(api.POST('/admin/signing-keys/rotate', { body })),
    onSuccess: () => {
      onRotated();
      onClose();
    },
  });
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('keys.rotate')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Stack>
        <Text size="sm">{t('keys.rotateText')}</Text>
        <Select
          label={t('keys.which')}
          clearable
          placeholder={t('common:all')}
          data={USES.map((value) => ({ value, label: t(`keys.uses.${value}`) }))}
          value={use}
          onChange={setUse}
        />
        <Checkbox
          label={t('keys.force')}
          description={t('keys.forceText')}
          checked={force}
          onChange={(event) => setForce(event.currentTarget.checked)}
        />
        {rotate.error === null ? null : <Problem error={rotate.error} />}
        <Group justify="space-between">
          <CopyAsCurl method="POST" path="/admin/signing-keys/rotate" body={body} />
          <Button loading={rotate.isPending} onClick={() => rotate.mutate()}>
            {t('keys.rotate')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
