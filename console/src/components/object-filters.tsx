import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { appsQuery } from '../api/apps';
import { callableApisQuery } from '../api/callable-apis';
import { useMe } from '../api/me';

interface ObjectFilterProps {
  readonly label: string;
  /** The chosen id, which may be of an object that is gone. */
  readonly value: string | undefined;
  readonly onChange: (id: string | null) => void;
}

/** Narrows a list to one app. */
export function AppFilter(props: ObjectFilterProps) {
  const { t } = useTranslation();
  const { isAdmin } = useMe();
  const { data = [] } = useQuery(appsQuery(isAdmin));
  const anonymous = { id: 'app_anonymous', name: t('anonymous') };
  return <ObjectSelect {...props} objects={isAdmin ? [...data, anonymous] : data} />;
}

/** Narrows a list to one API. */
export function ApiFilter(props: ObjectFilterProps) {
  const { t } = useTranslation();
  const { isAdmin } = useMe();
  const { data = [] } = useQuery(callableApisQuery(isAdmin));
  const own = { id: 'ostiary', name: t('product') };
  return <ObjectSelect {...props} objects={[...data.filter(({ id }) => id !== own.id), own]} />;
}

interface ObjectSelectProps extends ObjectFilterProps {
  readonly objects: readonly { readonly id: string; readonly name: string }[];
}

function ObjectSelect({ label, value, onChange, objects }: ObjectSelectProps) {
  const { t } = useTranslation();
  const isKnown = value === undefined || objects.some(({ id }) => id === value);
  const all = isKnown ? objects : [...objects, { id: value, name: value }];
  return (
    <Select
      label={label}
      clearable
      searchable
      placeholder={t('all')}
      data={all.map(({ id, name }) => ({ value: id, label: name }))}
      value={value ?? null}
      onChange={onChange}
    />
  );
}
