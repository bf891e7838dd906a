/** What the server says of itself in the page; `ConsoleSettings` in `src/surfaces/console`. */
export interface Settings {
  readonly publicUrl: string;
  readonly clientId: string;
  /** The app of the clients that are parts of the server, such as this console. */
  readonly ownAppId: string;
  readonly scope: string;
  readonly keyPrefix: string;
  readonly signedTokenHeaders: readonly string[];
  readonly hasSamples: boolean;
}

export const settings = read();

function read(): Settings {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="ostiary-settings"]');
  return JSON.parse(meta?.content ?? '{}') as Settings;
}

/** The nonce that styles made in the browser must carry. Scripts can read it; attributes in the page cannot. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}
