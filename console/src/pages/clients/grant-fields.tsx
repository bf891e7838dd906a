import { Checkbox, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type ClientDraft, type ClientKind, DEVICE_GRANT, type GrantType } from './client-draft';

const EXCHANGE: GrantType = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ASSERTION: GrantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** The grants that each kind chooses from; the first is what it is for. */
const CHOICES: Readonly<Record<ClientKind, readonly GrantType[]>> = {
  web: ['authorization_code', 'refresh_token', 'client_credentials', EXCHANGE],
  spa: ['authorization_code', 'refresh_token'],
  native: ['authorization_code', 'refresh_token', DEVICE_GRANT],
  machine: ['client_credentials', ASSERTION, EXCHANGE],
  mcp: ['authorization_code', 'refresh_token', DEVICE_GRANT],
};

interface GrantFieldsProps {
  readonly draft: ClientDraft;
  readonly onChange: (grants: GrantType[]) => void;
  readonly error: string | undefined;
}

/** By which ways the client gets tokens. */
export function GrantFields({ draft: { kind, grants }, onChange, error }: GrantFieldsProps) {
  const { t } = useTranslation('clients');
  const shown = [...new Set([...CHOICES[kind], ...grants])];
  const toggle = (grant: GrantType) =>
    onChange(grants.includes(grant) ? grants.filter((one) => one !== grant) : [...grants, grant]);
  return (
    <Stack gap={6} role="group" aria-label={t('grants')}>
      <Text size="sm" fw={500}>
        {t('grants')}
      </Text>
      {shown.map((grant) => (
        <Checkbox
          key={grant}
          checked={grants.includes(grant)}
          onChange={() => toggle(grant)}
          label={<code className="breakable">{grant.split(':').at(-1)}</code>}
          description={t(`grantTexts.${grantName(grant)}`)}
        />
      ))}
      {error === undefined ? null : (
        <Text size="sm" c="red">
          {error}
        </Text>
      )}
    </Stack>
  );
}

const NAMES = {
  authorization_code: 'code',
  refresh_token: 'refresh',
  client_credentials: 'credentials',
  [DEVICE_GRANT]: 'device',
  [ASSERTION]: 'assertion',
  [EXCHANGE]: 'exchange',
} as const;

function grantName(grant: GrantType) {
  return NAMES[grant];
}
