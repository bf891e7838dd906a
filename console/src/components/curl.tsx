import { Button, CopyButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { settings } from '../settings';

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

/** A call of the management API as a command line; the token is the caller's to put in. */
export function curlOf({ method, path, body }: Call): string {
  const parts = [
    `curl -X ${method} ${quotedUrl(`${settings.publicUrl}${path}`)}`,
    `-H "Authorization: Bearer $TOKEN"`,
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

/** A path may name what the reader has to put in: `$APP_ID`, which the shell is to see. */
function quotedUrl(url: string): string {
  return url.includes('$') ? `"${url}"` : quoted(url);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
