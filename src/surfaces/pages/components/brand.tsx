import type { VNode } from 'preact';

/** The mark: an arched door in a wall, and its keyhole. */
export function BrandMark(): VNode {
  return (
    <svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
      <rect class="mark-wall" x="1" y="1" width="30" height="30" rx="8" />
      <path class="mark-door" d="M8.5 25V14.5a7.5 7.5 0 0 1 15 0V25z" />
      <path
        class="mark-wall"
        d="M16 12.5a2.5 2.5 0 0 1 1.3 4.64L18.25 21h-4.5l.95-3.86A2.5 2.5 0 0 1 16 12.5z"
      />
    </svg>
  );
}

export function Brand(): VNode {
  return (
    <span class="brand">
      <BrandMark />
      <span class="brand-name">Ostiary</span>
    </span>
  );
}
