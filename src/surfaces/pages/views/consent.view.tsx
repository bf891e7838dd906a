import type { VNode } from 'preact';
import { fill, fillText } from '../components/fill.js';
import { Hidden } from '../components/form.js';
import { Name, plainName } from '../components/name.js';
import { type ConsentClient, Provenance } from '../components/provenance.js';
import { ScopeList, type ConsentClaim, type ConsentScope } from '../components/scope-list.js';
import type { Texts } from '../texts/texts.js';
import type { HiddenField, View } from '../view.js';

export interface ConsentProps {
  /** Where the form is posted: `decision` is `allow` or `deny`. */
  readonly action: string;
  readonly csrf: HiddenField | null;
  readonly client: ConsentClient;
  /** Host, or scheme of a native app, that the person is taken to afterwards; null: a device goes on. */
  readonly redirectHost: string | null;
  readonly account: {
    readonly username: string;
    /** Signs in somebody else and comes back to this question. */
    readonly switchHref: string;
  };
  readonly scopes: readonly ConsentScope[];
  /** What is asked for beyond the scopes. */
  readonly claims: readonly ConsentClaim[];
  /** Whether the answer is for this time only; otherwise it is remembered. */
  readonly isAskedEachTime: boolean;
  /** The page on which a permission is taken back; null while there is none. */
  readonly revokeHref: string | null;
}

/** The consent page: `form#consent` with `#consent-deny` and `#consent-allow`, of equal weight. */
export function ConsentView(props: ConsentProps): View {
  return (context) => ({
    title: fillText(context.texts.consent.title, { client: plainName(props.client.name) }),
    frame: 'card',
    body: (
      <>
        <h1>{fill(context.texts.consent.title, { client: <Name text={props.client.name} /> })}</h1>
        <Provenance client={props.client} texts={context.texts} language={context.language} />
        <Account {...props} texts={context.texts} />
        <h2>{context.texts.consent.asksFor}</h2>
        <ScopeList {...props} {...context} />
        <Consequences {...props} texts={context.texts} />
        <Decision {...props} texts={context.texts} />
      </>
    ),
  });
}

function Account({ account, texts }: ConsentProps & { readonly texts: Texts }): VNode {
  const initial = [...account.username][0] ?? '';
  return (
    <div class="account">
      <span class="avatar" aria-hidden="true">
        {initial.toUpperCase()}
      </span>
      <span class="account-name">
        {fill(texts.consent.signedInAs, { username: <Name text={account.username} /> })}
      </span>
      <a href={account.switchHref}>{texts.consent.notYou}</a>
    </div>
  );
}

function Consequences(props: ConsentProps & { readonly texts: Texts }): VNode {
  const { consent } = props.texts;
  return (
    <ul class="consequences">
      <li>{durationOf(props, consent)}</li>
      <li>
        {props.redirectHost === null
          ? consent.returnToDevice
          : fill(consent.returnTo, { host: <Name text={props.redirectHost} /> })}
      </li>
      <li>
        {props.revokeHref === null
          ? fill(consent.revokeByAccount, { place: <code>/account/authorized-apps</code> })
          : fill(consent.revoke, { place: <a href={props.revokeHref}>{consent.revokePlace}</a> })}
      </li>
    </ul>
  );
}

function Decision({ action, csrf, texts }: ConsentProps & { readonly texts: Texts }): VNode {
  return (
    <form id="consent" method="post" action={action} class="choice">
      <Hidden fields={[csrf]} />
      <button class="button" id="consent-deny" type="submit" name="decision" value="deny">
        {texts.consent.deny}
      </button>
      <button class="button" id="consent-allow" type="submit" name="decision" value="allow">
        {texts.consent.allow}
      </button>
    </form>
  );
}

function durationOf(props: ConsentProps, consent: Texts['consent']): string {
  if (props.redirectHost === null) return consent.eachDevice;
  return props.isAskedEachTime ? consent.eachTime : consent.untilUnused;
}
