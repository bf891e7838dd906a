import { PasswordInput, Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { newPassword } from './new-password';

const WAYS = ['generated', 'typed', 'none'] as const;
export type PasswordWay = (typeof WAYS)[number];

export interface PasswordChoice {
  readonly way: PasswordWay;
  readonly typed: string;
}

export const FIRST_CHOICE: PasswordChoice = { way: 'generated', typed: '' };

/** The password to set. A generated one is another one at each call: call it once, and show what was set. */
export function chosenPassword({ way, typed }: PasswordChoice): string | null {
  if (way === 'generated') return newPassword();
  return way === 'typed' ? typed : null;
}

interface PasswordFieldsProps {
  readonly value: PasswordChoice;
  readonly onChange: (choice: PasswordChoice) => void;
  readonly error: string | undefined;
}

/** How somebody gets a password from an administrator, if any. */
export function PasswordFields({ value, onChange, error }: PasswordFieldsProps) {
  const { t } = useTranslation('users');
  return (
    <Stack gap="xs">
      <Radio.Group
        label={t('password')}
        value={value.way}
        onChange={(way) => onChange({ ...value, way: way })}
      >
        <Stack gap="xs" mt="xs">
          {WAYS.map((way) => (
            <Radio
              key={way}
              value={way}
              label={t(`ways.${way}`)}
              description={t(`wayTexts.${way}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      {value.way === 'typed' ? (
        <PasswordInput
          required
          label={t('typedPassword')}
          description={t('passwordRule')}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
          value={value.typed}
          onChange={(event) => onChange({ ...value, typed: event.currentTarget.value })}
          error={error}
        />
      ) : null}
    </Stack>
  );
}
