/**
 * The current instruction: typeset, as a picture of its matrices, and what the one before it has just written.
 *
 * The instruction has not run yet. So what it will write is an empty frame, or for a parameter the value that
 * is about to be replaced.
 */
import type { VNode } from 'preact';

import type { Position } from '../../src/protocol/position';
import type { RunDescription } from '../../src/protocol/run';
import { usePanel } from '../controls/panelContext';
import { Section } from '../controls/section';
import { nextInstruction, previousInstruction } from '../run/place';
import { formatCount } from '../text/formatNumber';

import { Formula, Shapes } from './formula';
import { JustWritten } from './justWritten';
import { PictureEquation } from './pictureEquation';

export function NowView(): VNode {
  const { store } = usePanel().session;
  const run = store.run.value;
  const position = store.position.value;
  const running = store.connection.value.kind === 'running';
  return (
    <Section title="Now" name="now">
      {run &&
        position &&
        (running ? (
          <Running run={run} position={position} />
        ) : (
          <Stop run={run} position={position} />
        ))}
    </Section>
  );
}

interface PlaceProps {
  readonly run: RunDescription;
  readonly position: Position;
}

function Stop({ run, position }: PlaceProps): VNode {
  const { store } = usePanel().session;
  const layout = store.layout.value;
  const next = nextInstruction(run, position);
  const previous = previousInstruction(run, position);
  return (
    <>
      {next ? (
        <>
          <Formula instruction={next} layout={layout} />
          <Shapes instruction={next} />
          <PictureEquation run={run} instruction={next} position={position} />
          {next.note && <p class="note">{next.note}</p>}
        </>
      ) : (
        <p class="note">
          All instructions of this iteration have run. The next step begins iteration{' '}
          {formatCount(position.iteration + 1)}.
        </p>
      )}
      {previous && <JustWritten run={run} instruction={previous} />}
    </>
  );
}

function Running({ run, position }: PlaceProps): VNode {
  const { isBackward } = usePanel().session.store;
  return (
    <p class="note">
      {isBackward.value ? 'Running backward' : 'Training'}: iteration{' '}
      {formatCount(position.iteration)} of {formatCount(run.iterations)}. Pause to look at an
      instruction.
    </p>
  );
}
