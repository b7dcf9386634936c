/** Every tensor of the run as a small picture, grouped by layer. */
import { useComputed } from '@preact/signals';
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';

import type { RunDescription, TensorDescription } from '../../src/protocol/run';
import { usePanel } from '../controls/panelContext';
import { Section } from '../controls/section';
import { isTooDeepToDraw, layerInSight } from '../run/drawnLayers';

import { groupTensors } from './groupTensors';
import { TensorTile } from './tensorTile';

export function TensorList(): VNode {
  const { store } = usePanel().session;
  const run = store.run.value;
  const groups = useMemo(() => (run ? groupTensors(run) : []), [run]);
  // Computed, so that a stop draws the list anew only when another layer comes into sight.
  const layer = useComputed(() => {
    const position = store.position.value;
    const all = store.run.value;
    if (all === undefined || position === undefined || !isTooDeepToDraw(all)) return undefined;
    return layerInSight(all, position);
  }).value;
  return (
    <Section title="Tensors" name="tensors">
      {run &&
        groups
          .filter((group) => [layer, group.layer].includes(undefined) || group.layer === layer)
          .map((group) => <Group key={group.title} run={run} {...group} />)}
    </Section>
  );
}

function Group({
  run,
  title,
  tensors,
}: {
  readonly run: RunDescription;
  readonly title: string;
  readonly tensors: readonly TensorDescription[];
}): VNode {
  return (
    <div class="tensor-group" role="group" aria-label={title}>
      <h3>{title}</h3>
      <div class="tiles">
        {tensors.map((tensor) => (
          <TensorTile key={`${run.file} ${tensor.name}`} run={run} tensor={tensor} />
        ))}
      </div>
    </div>
  );
}
