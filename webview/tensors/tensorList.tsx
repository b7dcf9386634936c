/** Every tensor of the run as a small picture, grouped by layer. */
import type { VNode } from 'preact';

import type { RunDescription, TensorDescription } from '../../src/protocol/run';
import { usePanel } from '../controls/panelContext';
import { Section } from '../controls/section';

import { groupTensors } from './groupTensors';
import { TensorTile } from './tensorTile';

export function TensorList(): VNode {
  const run = usePanel().session.store.run.value;
  return (
    <Section title="Tensors" name="tensors">
      {run && groupTensors(run).map((group) => <Group key={group.title} run={run} {...group} />)}
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
