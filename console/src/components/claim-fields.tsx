import { SimpleGrid, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type ClaimName, CLAIMS, type ClaimTexts } from '../api/claims';

interface ClaimFieldsProps {
  readonly value: ClaimTexts;
  readonly onChange: (texts: ClaimTexts) => void;
  /** What the server finds wrong, by member of the request. */
  readonly wrong: Readonly<Record<string, string>>;
  /** What is to be said of single claims. */
  readonly hints?: { readonly [Name in ClaimName]?: string };
  /** Whether the browser may fill in what it knows of its owner. */
  readonly isOwn?: boolean;
}

/** What is known of a person, by the standard claims of OpenID Connect. */
export function ClaimFields({ value, onChange, wrong, hints = {}, isOwn }: ClaimFieldsProps) {
  const { t } = useTranslation();
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      {CLAIMS.map(({ name, autoComplete, ...input }) => (
        <TextInput
          key={name}
          label={t(`claims.${name}`)}
          description={hints[name]}
          autoComplete={isOwn === true ? autoComplete : 'off'}
          {...input}
          value={value[name]}
          onChange={(event) => onChange({ ...value, [name]: event.currentTarget.value })}
          error={wrong[`claims.${name}`]}
        />
      ))}
    </SimpleGrid>
  );
}
