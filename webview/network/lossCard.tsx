/** The end of the network: the cost, as soon as this iteration has computed it. */
import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';

import type { Position } from '../../src/protocol/position';
import type { RunDescription } from '../../src/protocol/run';
import { usePanel } from '../controls/panelContext';
import { hasValue, nextInstruction } from '../run/place';
import { costName } from '../state/seriesBook';
import { formatNumber } from '../text/formatNumber';

import { Flow } from './flow';

export interface LossCardProps {
  readonly run: RunDescription;
  readonly position: Position;
}

export function LossCard({ run, position }: LossCardProps): VNode {
  const { session } = usePanel();
  const { progress } = session.store;
  useEffect(() => session.slices.show(costName, 1), [session, run]);
  const atStop = hasValue(run, position, costName)
    ? session.slices.of(costName).value?.values?.[0]
    : undefined;
  const value = progress.value ? progress.value.cost[0] : atStop;
  const current = !progress.value && nextInstruction(run, position)?.phase === 'loss';
  return (
    <button
      type="button"
      class={`layer-card layer-edge layer-loss ${current ? 'layer-current' : ''}`}
      aria-current={current ? 'step' : undefined}
      onClick={() => session.select({ tensor: costName })}
    >
      <span class="layer-title">loss</span>
      {value === undefined ? (
        <span class="dim">not computed yet</span>
      ) : (
        <span class="layer-tensors">J = {formatNumber(value)}</span>
      )}
      <Flow forward={value === undefined || progress.value ? 0 : 1} backward={0} />
    </button>
  );
}
