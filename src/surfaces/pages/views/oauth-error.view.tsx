import type { Texts } from '../texts/texts.js';
import type { View } from '../view.js';

export interface OAuthErrorProps {
  /** Error code of RFC 6749 or OpenID Connect. */
  readonly error: string;
  readonly description: string | null;
  readonly requestId: string | null;
}

/** Where an authorization request ends that may not be sent back to the app: `#oauth-error` says why. */
export function OAuthErrorView(props: OAuthErrorProps): View {
  return ({ texts }) => ({
    title: texts.oauthError.title,
    frame: 'card',
    body: (
      <>
        <h1>{texts.oauthError.title}</h1>
        <p class="lead">{explain(props.error, texts)}</p>
        <p>{texts.oauthError.back}</p>
        <h2>{texts.oauthError.details}</h2>
        <dl class="details" id="oauth-error">
          <dt>{texts.oauthError.error}</dt>
          <dd>
            <code>{props.error}</code>
          </dd>
          {props.description === null ? null : (
            <>
              <dt>{texts.oauthError.description}</dt>
              <dd lang="en">
                <bdi>{props.description}</bdi>
              </dd>
            </>
          )}
          {props.requestId === null ? null : (
            <>
              <dt>{texts.oauthError.requestId}</dt>
              <dd>
                <code>{props.requestId}</code>
              </dd>
            </>
          )}
        </dl>
      </>
    ),
  });
}

function explain(error: string, texts: Texts): string {
  const known: Readonly<Record<string, string>> = texts.oauthError.known;
  return (Object.hasOwn(known, error) ? known[error] : undefined) ?? texts.oauthError.blame;
}
