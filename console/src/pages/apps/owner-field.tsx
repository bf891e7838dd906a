import { Select } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { userNamesQuery } from '../../api/user-names';

/** No id of a user is so. */
const ADMINISTRATION = '-';

interface OwnerFieldProps {
  /** Null: the administration. */
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
  readonly error: string | undefined;
}

/** Who answers for an app. */
export function OwnerField({ value, onChange, error }: OwnerFieldProps) {
  const { t } = useTranslation('apps');
  const { data: users } = useSuspenseQuery(userNamesQuery);
  const isKnown = value === null || users.some(({ id }) => id === value);
  const all = isKnown ? users : [...users, { id: value, name: value }];
  return (
    <Select
      label={t('owner')}
      description={t('ownerText')}
      searchable
      allowDeselect={false}
      data={[
        { value: ADMINISTRATION, label: t('administration') },
        ...all.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      value={value ?? ADMINISTRATION}
      onChange={(id) => onChange(id === null || id === ADMINISTRATION ? null : id)}
      error={error}
    />
  );
}
