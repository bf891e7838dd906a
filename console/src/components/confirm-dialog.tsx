import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Call, CopyAsCurl } from './curl';
import { Problem } from './problem';

interface ConfirmDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** What will happen, and whether it can be undone. */
  readonly children: ReactNode;
  /** What the button says: the thing that it does, not "OK". */
  readonly action: string;
  readonly isDangerous?: boolean;
  readonly call: Call;
  readonly run: () => Promise<unknown>;
  /** What has to be typed first, where much is lost: the name of the thing. */
  readonly mustType?: string;
}

/** Asks before a change that cannot be taken back; stays open with the reason when it is refused. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { t } = useTranslation();
  const {
    isOpen,
    onClose,
    title,
    children,
    action,
    isDangerous = false,
    call,
    run,
    mustType,
  } = props;
  const [typed, setTyped] = useState('');
  const change = useMutation({ mutationFn: run, onSuccess: onClose });
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack>
        {children}
        {mustType === undefined ? null : (
          <TextInput
            label={t('typeToConfirm', { name: mustType })}
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        {change.error === null ? null : <Problem error={change.error} />}
        <Group justify="space-between">
          <CopyAsCurl {...call} />
          <Group gap="xs">
            <Button variant="default" onClick={onClose} data-autofocus>
              {t('cancel')}
            </Button>
            <Button
              {...(isDangerous ? { color: 'red' } : {})}
              loading={change.isPending}
              disabled={mustType !== undefined && typed !== mustType}
              onClick={() => change.mutate()}
            >
              {action}
            </Button>
          </Group>
        </Group>
      </Stack>
    </Modal>
  );
}
