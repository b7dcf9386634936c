/** A tensor in the list. Its numbers are asked for only while it is on screen. */
import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useComputed } from '@preact/signals';

import type { RunDescription, TensorDescription } from '../../src/protocol/run';
import { usePanel } from '../controls/panelContext';
import { Symbol } from '../equation/formula';
import { Heatmap } from '../heatmap/heatmap';
import { hasValue } from '../run/place';
import { shapeText, shown } from '../run/reading';
import { formatNumber } from '../text/formatNumber';

import { tileSize } from './tileSize';

const tileCells = 1024;

export function TensorTile({
  run,
  tensor,
}: {
  readonly run: RunDescription;
  readonly tensor: TensorDescription;
}): VNode {
  const { session } = usePanel();
  const { store, slices } = session;
  const element = useRef<HTMLButtonElement>(null);
  const onScreen = useOnScreen(element);
  const layout = store.layout.value;
  const slice = slices.of(tensor.name).value;
  // Computed, so that a stop draws only the tiles for which it changes something.
  const computed = useComputed(() => {
    const position = store.position.value;
    return position !== undefined && hasValue(run, position, tensor.name);
  }).value;
  const running = useComputed(() => store.connection.value.kind === 'running').value;
  const waitingText = running ? 'shown at a stop' : 'not computed yet';
  const single = tensor.rows * tensor.columns === 1;
  const selected = useComputed(() => store.selection.value?.tensor === tensor.name).value;
  const shape = shapeText(tensor, layout);

  useEffect(() => {
    if (onScreen) return slices.show(tensor.name, tileCells);
    return undefined;
  }, [onScreen, slices, tensor.name]);

  return (
    <button
      ref={element}
      type="button"
      class={`tile ${computed ? '' : 'tile-waiting'} ${selected ? 'tile-selected' : ''}`}
      aria-pressed={selected}
      aria-label={`${tensor.name}, shape ${shape}${computed ? '' : ', not computed yet in this iteration'}`}
      title={computed ? undefined : `${tensor.name} is not computed yet in this iteration`}
      onClick={() => session.select({ tensor: tensor.name })}
    >
      <span class="tile-picture">
        {single ? (
          <span class="scalar">{scalarText(computed ? slice?.values?.[0] : undefined)}</span>
        ) : (
          <Heatmap
            keys="none"
            tensor={tensor}
            transposed={false}
            filled={computed}
            {...tileSize(shown(tensor, layout))}
          />
        )}
      </span>
      <span class="tile-name">
        <Symbol name={tensor.name} />
      </span>
      <span class="tile-shape">{computed ? shape : waitingText}</span>
    </button>
  );
}

function scalarText(value: number | undefined): string {
  return value === undefined ? '·' : formatNumber(value);
}

function useOnScreen(element: { readonly current: Element | null }): boolean {
  const [onScreen, setOnScreen] = useState(false);
  useEffect(() => {
    if (!element.current) return;
    const observer = new IntersectionObserver(
      (entries) => setOnScreen(entries.at(-1)?.isIntersecting === true),
      // A little before it scrolls into view, so that it comes with its numbers.
      { rootMargin: '120px' },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return onScreen;
}
