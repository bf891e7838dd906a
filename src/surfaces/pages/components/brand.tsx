import type { VNode } from 'preact';

/** The mark: an arched door with a keyhole. */
export function BrandMark(): VNode {
  return (
    <svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
      <path class="mark-door" d="M6 28V14a10 10 0 0 1 20 0v14z" />
      <circle class="mark-hole" cx="16" cy="16" r="3" />
      <path class="mark-hole" d="M14.9 17.5h2.2l1 5.5h-4.2z" />
      <path class="mark-step" d="M3 28.75h26" />
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
