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
  /** `other`: it registered itself, or its owner did, and nobody has checked it. */
  readonly registeredBy: 'server' | 'admin' | 'other';
}

/** Who registered an app, for whom and when, and a warning when nobody has checked it. One of ours is said to be. */
export function Provenance(props: {
  readonly client: ConsentClient;
  readonly texts: Texts;
  readonly language: Language;
}): VNode {
  const { client } = props;
  const { consent } = props.texts;
  if (client.registeredBy === 'server') return <p class="lead">{consent.own}</p>;
  const date = <DateText epochMs={client.registeredAt} language={props.language} />;
  const isByAdmin = client.registeredBy === 'admin';
  const [owned, ownerless] = isByAdmin
    ? [consent.byAdminFor, consent.byAdmin]
    : [consent.owner, consent.noOwner];
  return (
    <>
      <p class="lead">
        {client.ownerName === null
          ? fill(ownerless, { date })
          : fill(owned, { owner: <Name text={client.ownerName} />, date })}
      </p>
      {isByAdmin ? null : (
        <p class="caution">
          <span class="chip chip-caution">{consent.unverified}</span> {consent.unverifiedNote}
        </p>
      )}
    </>
  );
}
