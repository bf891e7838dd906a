import { notifications } from '@mantine/notifications';
import i18next from 'i18next';

/** Says in passing that something was done. What can be missed without harm only: it goes away by itself. */
export function notify(message: string): void {
  notifications.show({
    message,
    color: 'green',
    closeButtonProps: { 'aria-label': i18next.t('close') },
  });
}
