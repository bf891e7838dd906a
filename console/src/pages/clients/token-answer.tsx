import { Alert, Code, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { claimsOf, masked } from './shown-tokens';
import type { TokenAnswer } from './try-requests';

const JWTS = ['id_token', 'access_token'] as const;

/** What the token endpoint answered, and what stands in the tokens. */
export function TokenAnswerView({ answer }: { readonly answer: TokenAnswer }) {
  const { t } = useTranslation(['clients', 'common']);
  const { status, body } = answer;
  return (
    <Stack gap="xs">
      <Text fw={600}>{t('common:httpStatus', { status })}</Text>
      {typeof body['error'] === 'string' ? <Refusal code={body['error']} /> : null}
      <Json value={masked(body)} />
      {status === 200 ? (
        <Text size="sm" c="dimmed">
          {t('masked')}
        </Text>
      ) : null}
      {JWTS.map((token) => {
        const claims = claimsOf(body[token]);
        if (claims === null) return null;
        return (
          <div key={token}>
            <Text size="sm">{t('claimsOf', { token })}</Text>
            <Json value={claims} />
          </div>
        );
      })}
    </Stack>
  );
}

/** An error of OAuth in the language of the page; its code stays what programs see. */
export function Refusal({ code }: { readonly code: string }) {
  const { t } = useTranslation('clients');
  const known = t('refusals', { returnObjects: true }) as Readonly<Record<string, string>>;
  return (
    <Alert color="red" role="alert" title={code}>
      {known[code]}
    </Alert>
  );
}

export function Json({ value }: { readonly value: unknown }) {
  return (
    <Code block tabIndex={0} className="breakable" style={{ whiteSpace: 'pre-wrap' }}>
      {JSON.stringify(value, null, 2)}
    </Code>
  );
}
