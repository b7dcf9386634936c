/** How far forward (to the right) and backward (to the left) have come through a card, from 0 to 1. */
import type { VNode } from 'preact';

export interface FlowProps {
  readonly forward: number;
  readonly backward: number;
}

export function Flow({ forward, backward }: FlowProps): VNode {
  return (
    <span class="flow" aria-hidden="true">
      <span class="flow-forward" style={{ transform: `scaleX(${forward})` }} />
      <span class="flow-backward" style={{ transform: `scaleX(${backward})` }} />
    </span>
  );
}
