import { TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface RestrictionFieldsProps {
  readonly addresses: string[];
  readonly origins: string[];
  readonly onAddresses: (addresses: string[]) => void;
  readonly onOrigins: (origins: string[]) => void;
  /** What the server finds wrong, by member of the request. */
  readonly wrong: Readonly<Record<string, string>>;
}

/** From where a credential may be used: networks of back ends, origins of browsers. */
export function RestrictionFields(props: RestrictionFieldsProps) {
  const { t } = useTranslation('keys');
  return (
    <>
      <TagsInput
        label={t('addresses')}
        description={t('addressesText')}
        placeholder="203.0.113.0/24"
        value={props.addresses}
        onChange={props.onAddresses}
        error={firstOf(props.wrong, 'ip_allowlist')}
      />
      <TagsInput
        label={t('origins')}
        description={t('originsText')}
        placeholder="https://app.example.com"
        value={props.origins}
        onChange={props.onOrigins}
        error={firstOf(props.wrong, 'origin_allowlist')}
      />
    </>
  );
}

/** What is wrong with the member, or with the first wrong one in it. */
function firstOf(wrong: Readonly<Record<string, string>>, member: string): string | undefined {
  const found = Object.keys(wrong).find((name) => name === member || name.startsWith(`${member}.`));
  return found === undefined ? undefined : wrong[found];
}
