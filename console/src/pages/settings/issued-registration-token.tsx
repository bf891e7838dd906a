import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { components } from '../../api/schema';
import { CommandLine } from '../../components/command-line';
import { CopyField } from '../../components/copy-field';
import { Time } from '../../components/time';

interface IssuedRegistrationTokenProps {
  readonly issued: components['schemas']['RegistrationToken'] | undefined;
  readonly onStored: () => void;
}

/** A token for registering clients, this once, with the call that it is for. */
export function IssuedRegistrationToken({ issued, onStored }: IssuedRegistrationTokenProps) {
  const { t } = useTranslation('settings');
  return (
    <Modal
      opened={issued !== undefined}
      onClose={onStored}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
      size="lg"
      title={t('registration.yourToken')}
    >
      {issued === undefined ? null : (
        <Stack>
          <Alert color="orange">{t('registration.shownOnce')}</Alert>
          <CopyField value={issued.registration_token} label={t('registration.yourToken')} />
          <Text size="sm" component="div">
            {t('registration.until')} <Time at={issued.expires_at} />
          </Text>
          <CommandLine
            text={[
              `curl -X POST '${issued.registration_endpoint}'`,
              `-H "Authorization: Bearer $REGISTRATION_TOKEN"`,
              `-H 'Content-Type: application/json'`,
              `--data '{"client_name":"My client","redirect_uris":["https://app.example.com/callback"]}'`,
            ].join(' \\\n  ')}
          />
          <Group justify="flex-end">
            <Button onClick={onStored}>{t('registration.stored')}</Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
