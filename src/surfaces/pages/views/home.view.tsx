import type { VNode } from 'preact';
import type { Texts } from '../texts/texts.js';
import type { View } from '../view.js';

export interface HomeProps {
  /** Without a trailing slash. */
  readonly publicUrl: string;
  /** Whether the sample APIs are there to be tried. */
  readonly hasSamples: boolean;
}

/** What this server is, and where to go from here. */
export function HomeView(props: HomeProps): View {
  return ({ texts }) => ({
    title: texts.home.title,
    frame: 'document',
    body: (
      <>
        <h1>{texts.home.heading}</h1>
        <p class="lead">{texts.home.text}</p>
        {props.hasSamples ? <Samples publicUrl={props.publicUrl} home={texts.home} /> : null}
        <h2>{texts.home.linksTitle}</h2>
        <Links home={texts.home} />
        <h2 id="security">{texts.home.securityTitle}</h2>
        <p>{texts.home.securityText}</p>
      </>
    ),
  });
}

function Samples({ publicUrl, home }: { publicUrl: string; home: Texts['home'] }): VNode {
  return (
    <>
      <h2>{home.tryTitle}</h2>
      <p>{home.tryText}</p>
      <CommandLine text={`curl ${publicUrl}/api/weather-basic/now`} />
      <h2>{home.meTitle}</h2>
      <p>{home.meText}</p>
      <CommandLine text={`curl -H "X-API-Key: $KEY" ${publicUrl}/credential`} />
    </>
  );
}

function CommandLine({ text }: { readonly text: string }): VNode {
  return (
    <pre>
      <code>
        <span class="prompt" aria-hidden="true">
          {'$ '}
        </span>
        {text}
      </code>
    </pre>
  );
}

function Links({ home }: { readonly home: Texts['home'] }): VNode {
  const links = [
    ['/console', home.console, home.consoleText],
    ['/docs', home.docs, home.docsText],
    ['/errors', home.errors, home.errorsText],
    ['/openapi.json', home.openapi, home.openapiText],
    ['/.well-known/openid-configuration', home.discovery, home.discoveryText],
  ] as const;
  return (
    <ul class="links">
      {links.map(([href, title, text]) => (
        <li key={href}>
          <a href={href}>
            <strong>{title}</strong>
            <span>{text}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
