import { Button, CopyButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { settings } from '../settings';

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  /** Whose token it takes, where that of a program will not do. */
  readonly token?: 'LOGIN_TOKEN';
}

/** A call of the management API as a command line; the token is the caller's to put in. */
export function curlOf({ method, path, body, token }: Call): string {
  const parts = [
    `curl -X ${method} ${quoted(`${settings.publicUrl}${path}`)}`,
    `-H "Authorization: Bearer $${token ?? 'TOKEN'}"`,
    ...(body === undefined
      ? []
      : [`-H 'Content-Type: application/json'`, `--data ${quoted(JSON.stringify(body))}`]),
  ];
  return parts.join(' \\\n  ');
}

/** What a dialog is about to do, for a terminal. */
export function CopyAsCurl(call: Call) {
  const { t } = useTranslation();
  return (
    <CopyButton value={curlOf(call)}>
      {({ copied, copy }) => (
        <Button variant="subtle" size="xs" onClick={copy} aria-live="polite">
          {copied ? t('copied') : t('copyAsCurl')}
        </Button>
      )}
    </CopyButton>
  );
}

/** What the reader has to put in; anything else with a dollar sign is what somebody called something. */
const PLACEHOLDER = /\$(?:API_ID|APP_ID|PASSWORD|CURRENT_PASSWORD|NEW_PASSWORD)\b/g;

/** For a POSIX shell, which is to see the placeholders and nothing else. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`).replace(PLACEHOLDER, `'"$&"'`)}'`;
}
