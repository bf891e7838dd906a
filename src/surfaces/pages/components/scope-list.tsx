import type { VNode } from 'preact';
import type { Language, LocalizedText } from '../../../kernel/errors/index.js';
import type { Texts } from '../texts/texts.js';
import { fill } from './fill.js';
import { Name } from './name.js';

export interface ConsentScope {
  readonly name: string;
  /** In plain words, from the protected API; the scopes of OpenID Connect have words of their own. */
  readonly description: LocalizedText | null;
  /** The API that the scope belongs to; null: the account on this server. */
  readonly apiName: string | null;
  readonly isSensitive: boolean;
  readonly isGrantedBefore: boolean;
}

/** A single fact about the person that is asked for by its name (OpenID Connect Core §5.5). */
export interface ConsentClaim {
  readonly name: string;
  readonly isGrantedBefore: boolean;
}

/** A line of the list: the words, and where they come from. */
interface Line extends Pick<ConsentScope, 'name' | 'apiName' | 'isSensitive' | 'isGrantedBefore'> {
  readonly words: string;
}

const CLAIM = { apiName: null, isSensitive: false } as const;

/** What is asked for: sensitive first, then what is new, each in the order it was asked. */
export function ScopeList(props: {
  readonly scopes: readonly ConsentScope[];
  readonly claims?: readonly ConsentClaim[];
  readonly language: Language;
  readonly texts: Texts;
}): VNode {
  const { language, texts } = props;
  const lines: Line[] = [
    ...props.scopes.map((scope) => ({ ...scope, words: wordsOf(scope, texts, language) })),
    ...(props.claims ?? []).map((claim) => ({
      ...claim,
      ...CLAIM,
      words: wordsOfClaim(claim, texts),
    })),
  ];
  if (lines.length === 0) return <p class="scopes-none">{texts.consent.nothing}</p>;
  const scopes = lines.sort((left, right) => weight(left) - weight(right));
  // On a first consent everything is new: saying so would only be noise.
  const isFirst = !scopes.some((scope) => scope.isGrantedBefore);
  return (
    <ul class="scopes">
      {scopes.map((scope) => (
        <li
          key={`${scope.apiName} ${scope.name} ${scope.words}`}
          class={scope.isSensitive ? 'scope-sensitive' : ''}
        >
          <ScopeSign isSensitive={scope.isSensitive} />
          <div>
            <p class="scope-words">
              <bdi>{scope.words}</bdi>
            </p>
            <p class="scope-source">
              <code>{scope.name}</code>{' '}
              {scope.apiName === null
                ? texts.consent.onAccount
                : fill(texts.consent.onApi, { api: <Name text={scope.apiName} /> })}
            </p>
          </div>
          <Marks scope={scope} isFirst={isFirst} texts={texts} />
        </li>
      ))}
    </ul>
  );
}

function Marks(props: {
  readonly scope: Line;
  readonly isFirst: boolean;
  readonly texts: Texts;
}): VNode | null {
  const { scope, isFirst, texts } = props;
  if (isFirst && !scope.isSensitive) return null;
  const age = scope.isGrantedBefore ? texts.consent.grantedBefore : texts.consent.asked;
  return (
    <p class="marks">
      {scope.isSensitive ? <span class="chip chip-caution">{texts.consent.sensitive}</span> : null}
      {isFirst ? null : <span class="chip">{age}</span>}
    </p>
  );
}

function ScopeSign({ isSensitive }: { readonly isSensitive: boolean }): VNode {
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
      <path
        d={isSensitive ? 'M10 2.5 18 17H2z M10 8v4 M10 14v.5' : 'M4.5 10.5l3.5 3.5 7.5-8'}
        fill="none"
        stroke="currentColor"
        stroke-width="1.6"
        stroke-linejoin="round"
        stroke-linecap="round"
      />
    </svg>
  );
}

function weight(scope: Line): number {
  return (scope.isSensitive ? 0 : 2) + (scope.isGrantedBefore ? 1 : 0);
}

function wordsOf(scope: ConsentScope, texts: Texts, language: Language): string {
  const own = scope.apiName === null ? textFor(scope.name, texts.consent.scopes) : undefined;
  return own ?? scope.description?.[language] ?? scope.name;
}

function wordsOfClaim({ name }: ConsentClaim, texts: Texts): string {
  return textFor(name, texts.consent.claims) ?? name;
}

function textFor(name: string, texts: Readonly<Record<string, string>>): string | undefined {
  return Object.hasOwn(texts, name) ? texts[name] : undefined;
}
