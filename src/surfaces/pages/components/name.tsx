import type { VNode } from 'preact';

/** Control characters and marks that turn the reading direction: they let one name pose as another. */
const DECEPTIVE = /[\p{Cc}\p{Cf}]/gu;

/** A name that someone else chose, without what does not show. */
export function plainName(text: string): string {
  return text.replace(DECEPTIVE, '');
}

/** A name that someone else chose, kept apart from the sentence around it. */
export function Name({ text }: { readonly text: string }): VNode {
  return (
    <strong>
      <bdi>{plainName(text)}</bdi>
    </strong>
  );
}
