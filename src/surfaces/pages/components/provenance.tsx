import type { VNode } from 'preact';
import type { Language } from '../language.js';
import type { Texts } from '../texts/texts.js';
import { DateText } from './date-text.js';
import { fill } from './fill.js';
import { Name } from './name.js';

/** The app that asks a person for something. */
export interface ConsentClient {
  readonly name: string;
  /** Who answers for it; null when nobody does. */
  readonly ownerName: string | null;
  /** Epoch milliseconds. */
  readonly registeredAt: number;
  /** Otherwise it registered itself, or its owner did, and nobody has checked it. */
  readonly isRegisteredByAdmin: boolean;
}

/** Who registered an app, for whom and when, and a warning when nobody has checked it. */
export function Provenance(props: {
  readonly client: ConsentClient;
  readonly texts: Texts;
  readonly language: Language;
}): VNode {
  const { client } = props;
  const { consent } = props.texts;
  const date = <DateText epochMs={client.registeredAt} language={props.language} />;
  const [owned, ownerless] = client.isRegisteredByAdmin
    ? [consent.byAdminFor, consent.byAdmin]
    : [consent.owner, consent.noOwner];
  return (
    <>
      <p class="lead">
        {client.ownerName === null
          ? fill(ownerless, { date })
          : fill(owned, { owner: <Name text={client.ownerName} />, date })}
      </p>
      {client.isRegisteredByAdmin ? null : (
        <p class="caution">
          <span class="chip chip-caution">{consent.unverified}</span> {consent.unverifiedNote}
        </p>
      )}
    </>
  );
}
