import { Select, TextInput } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { choosableAppsQuery, createApp } from '../../api/apps';
import { useMe } from '../../api/me';

export interface AppChoice {
  /** Empty: there is no app yet, and one of the name `newApp` is to be made. */
  readonly app: string;
  readonly newApp: string;
}

interface AppFieldProps extends AppChoice {
  readonly onChange: (choice: Partial<AppChoice>) => void;
}

/** To which app a credential belongs; somebody's first app is made on the way. */
export function AppField({ app, newApp, onChange }: AppFieldProps) {
  const { t } = useTranslation('keys');
  const { isAdmin } = useMe();
  const { data: apps } = useSuspenseQuery(choosableAppsQuery(isAdmin));
  if (apps.length === 0) {
    return (
      <TextInput
        required
        label={t('newApp')}
        description={t('newAppText')}
        maxLength={200}
        value={newApp}
        onChange={(event) => onChange({ newApp: event.currentTarget.value })}
      />
    );
  }
  return (
    <Select
      label={t('app')}
      searchable
      allowDeselect={false}
      data={apps.map(({ id, name }) => ({ value: id, label: name }))}
      value={app}
      onChange={(value) => onChange({ app: value ?? '' })}
    />
  );
}

/** The id of the chosen app, which may have to be made first. */
export async function chosenApp(isAdmin: boolean, { app, newApp }: AppChoice): Promise<string> {
  return app === '' ? (await createApp(isAdmin, newApp)).id : app;
}
