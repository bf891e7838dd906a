import type { ComponentChildren, VNode } from 'preact';
import { type Language, LANGUAGES } from '../language.js';
import type { Texts } from '../texts/texts.js';
import { textsIn } from '../texts/texts.js';
import type { PageContent } from '../view.js';
import { Brand } from './brand.js';

const HTML_LANGUAGE: Readonly<Record<Language, string>> = { en: 'en', zh: 'zh-Hans' };

export interface FrameProps {
  readonly content: PageContent;
  readonly language: Language;
  readonly texts: Texts;
  readonly stylesheet: string;
  /** Address of the same page in another language; null: the page cannot be asked for again. */
  readonly hrefIn: ((language: Language) => string) | null;
}

/** The whole document around the content of a page. */
export function Frame(props: FrameProps): VNode {
  const { content, language, texts } = props;
  const title = content.title === 'Ostiary' ? content.title : `${content.title} · Ostiary`;
  return (
    <html lang={HTML_LANGUAGE[language]}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="icon" href="/pages/ostiary.svg" type="image/svg+xml" />
        <link rel="stylesheet" href={props.stylesheet} />
        {content.script === undefined ? null : <script src={content.script} defer />}
      </head>
      {content.frame === 'card' ? (
        <CardBody footer={<LanguageSwitch {...props} />}>{content.body}</CardBody>
      ) : (
        <DocumentBody texts={texts} footer={<LanguageSwitch {...props} />}>
          {content.body}
        </DocumentBody>
      )}
    </html>
  );
}

interface BodyProps {
  readonly children: ComponentChildren;
  readonly footer: VNode;
}

function CardBody({ children, footer }: BodyProps): VNode {
  return (
    <body class="card-page">
      <header class="card-header">
        <Brand />
      </header>
      <main class="card">{children}</main>
      <footer class="card-footer">{footer}</footer>
    </body>
  );
}

function DocumentBody({ children, footer, texts }: BodyProps & { readonly texts: Texts }): VNode {
  return (
    <body class="document-page">
      <a class="skip" href="#content">
        {texts.layout.skip}
      </a>
      <header class="document-header">
        <a class="brand-link" href="/" aria-label={texts.layout.home}>
          <Brand />
        </a>
        <nav aria-label={texts.layout.navigation}>
          <a href="/docs">{texts.layout.docs}</a>
          <a href="/errors">{texts.layout.errors}</a>
        </nav>
      </header>
      <main id="content" class="document" tabindex={-1}>
        {children}
      </main>
      <footer class="document-footer">{footer}</footer>
    </body>
  );
}

function LanguageSwitch({ language, texts, hrefIn }: FrameProps): VNode | null {
  if (hrefIn === null) return null;
  return (
    <nav class="languages" aria-label={texts.layout.switchLanguage}>
      {LANGUAGES.map((other) =>
        other === language ? (
          <span key={other} aria-current="true">
            {textsIn(other).languageName}
          </span>
        ) : (
          <a key={other} href={hrefIn(other)} lang={HTML_LANGUAGE[other]} hreflang={other}>
            {textsIn(other).languageName}
          </a>
        ),
      )}
    </nav>
  );
}
