import { Anchor, Button, Code, Group, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

export interface TestAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
  readonly requestId: string | null;
}

const SHOWN_BODY = 4000;
/** What a consumer looks at first. */
const SHOWN_HEADERS = ['www-authenticate', 'ratelimit', 'ratelimit-policy', 'retry-after'];

/** A call as a consumer makes it: with nothing of the person's sign-in. */
export async function sendTest(url: string, init: RequestInit = {}): Promise<TestAnswer> {
  const response = await fetch(url, { ...init, credentials: 'omit', redirect: 'manual' });
  return {
    status: response.status,
    headers: SHOWN_HEADERS.flatMap((name) => {
      const value = response.headers.get(name);
      return value === null ? [] : [[name, value] as const];
    }),
    body: (await response.text()).slice(0, SHOWN_BODY),
    requestId: response.headers.get('x-request-id'),
  };
}

interface TestRequestProps {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Sends one call right here, and shows what a consumer would get. */
export function TestRequest({ url, headers }: TestRequestProps) {
  const { t } = useTranslation();
  const test = useMutation({ mutationFn: () => sendTest(url, { headers }) });
  return (
    <Stack gap="xs" align="flex-start">
      <Button variant="light" loading={test.isPending} onClick={() => test.mutate()}>
        {t('sendTest')}
      </Button>
      <div aria-live="polite">
        {test.data === undefined ? null : <ShownAnswer answer={test.data} />}
        {test.isError ? <Text c="red">{t('unreachable')}</Text> : null}
      </div>
    </Stack>
  );
}

/** What came back, and where it is explained. */
export function ShownAnswer({ answer }: { readonly answer: TestAnswer }) {
  const { t } = useTranslation();
  const { status, headers, body, requestId } = answer;
  return (
    <Stack gap={6} maw="100%">
      <Group gap="xs">
        {status < 400 ? (
          <IconCircleCheck size={18} color="var(--mantine-color-green-filled)" aria-hidden />
        ) : (
          <IconCircleX size={18} color="var(--mantine-color-red-filled)" aria-hidden />
        )}
        <Text fw={600}>{t('httpStatus', { status })}</Text>
        {requestId === null ? null : (
          <Anchor size="sm" component={Link} to={`/explain/${requestId}`}>
            {t('explainIt')}
          </Anchor>
        )}
      </Group>
      {headers.map(([name, value]) => (
        <Code key={name} className="breakable">
          {name}: {value}
        </Code>
      ))}
      <Code block tabIndex={0} className="breakable" style={{ whiteSpace: 'pre-wrap' }}>
        {readable(body)}
      </Code>
    </Stack>
  );
}

function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
