import { Alert, Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { components } from '../../api/schema';
import { CopyAsCurl } from '../../components/curl';
import { Problem } from '../../components/problem';
import { LastUsed } from './last-used';

/** Seconds for which the old secret still works. */
const OVERLAPS = ['0', '3600', '86400', '604800', '2592000'] as const;

interface RotateDialogProps<Issued> {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** Where a new secret is asked for. */
  readonly path: string;
  readonly lastUsed: components['schemas']['LastUse'] | null;
  readonly rotate: (overlapSeconds: number) => Promise<Issued>;
  readonly onRotated: () => void;
  /** Shows the new secret; it exists here only. */
  readonly reveal: (issued: Issued, close: () => void) => ReactNode;
}

/** Gives a credential a new secret, and says what still uses the old one. */
export function RotateDialog<Issued>(props: RotateDialogProps<Issued>) {
  const { isOpen, onClose, path, lastUsed, rotate, onRotated, reveal } = props;
  const { t } = useTranslation(['keys', 'common']);
  const [overlap, setOverlap] = useState<string>('86400');
  const change = useMutation({ mutationFn: rotate, onSuccess: onRotated, gcTime: 0 });
  const close = () => {
    change.reset();
    onClose();
  };
  const isDone = change.data !== undefined;
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      closeOnClickOutside={!isDone}
      closeOnEscape={!isDone}
      withCloseButton={!isDone}
      closeButtonProps={{ 'aria-label': t('common:close') }}
      size="lg"
      title={t('rotate')}
    >
      {change.data !== undefined ? (
        reveal(change.data, close)
      ) : (
        <Stack>
          <Text size="sm">{t('rotateText')}</Text>
          <Alert color={lastUsed === null ? 'gray' : 'orange'} title={t('oldInUse')}>
            <LastUsed use={lastUsed} />
          </Alert>
          <Select
            label={t('overlap')}
            allowDeselect={false}
            data={OVERLAPS.map((value) => ({ value, label: t(`overlaps.${value}`) }))}
            value={overlap}
            onChange={(value) => setOverlap(value ?? '86400')}
          />
          {change.error === null ? null : <Problem error={change.error} />}
          <Group justify="space-between">
            <CopyAsCurl method="POST" path={path} body={{ overlap_seconds: Number(overlap) }} />
            <Button loading={change.isPending} onClick={() => change.mutate(Number(overlap))}>
              {t('rotate')}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
