/**
 * The numbers of the tensors that are on screen.
 *
 * Views say what they show and how many cells they have room for; the book asks for what is missing, in one
 * request, and never has two under way. Answers and stops arrive in the order the trainer sent them, so an
 * answer always belongs to the latest stop that has arrived.
 */
import { batch, signal } from '@preact/signals';
import type { ReadonlySignal, Signal } from '@preact/signals';

import type { Position } from '../../src/protocol/position';
import type { RunDescription } from '../../src/protocol/run';
import type { MatrixSlice, SliceRequest } from '../../src/protocol/tensors';
import { nowTensors } from '../run/nowTensors';
import { valuedTensors } from '../run/place';

import { allotCells } from './allotCells';
import { createLatestWins } from './latestWins';

export interface SliceBook {
  /** The latest numbers of a tensor; undefined until they have come. */
  of(tensor: string): ReadonlySignal<MatrixSlice | undefined>;
  /** A view shows a tensor in at most this many cells; the returned function takes it back. */
  show(tensor: string, cells: number): () => void;
  /**
   * The run stands here: some tensors have no value yet, others belong to the instruction that is shown. Asks
   * for nothing by itself.
   */
  moveTo(position: Position): void;
  /** Numbers of these tensors are out of date. */
  expire(tensors: Iterable<string>): void;
  /** Asks for what is shown and out of date. */
  ask(): void;
  /** Begins anew with another run. */
  reset(run: RunDescription | undefined): void;
}

export interface SliceSource {
  /** Never rejects: undefined stands for no answer. */
  fetch(requests: readonly SliceRequest[]): Promise<readonly MatrixSlice[] | undefined>;
  /** Told when nothing that is shown is missing or out of date. */
  complete(): void;
}

export function createSliceBook({ fetch, complete }: SliceSource): SliceBook {
  const slices = new Map<string, Signal<MatrixSlice | undefined>>();
  const views = new Map<object, { readonly tensor: string; readonly cells: number }>();
  // The number of cells a tensor was last asked with; what is not in here is out of date.
  const fresh = new Map<string, number>();
  let now: ReadonlyMap<string, number> = new Map();
  let valued: ReadonlySet<string> = new Set();
  let current: RunDescription | undefined;
  let asksSoon = false;

  const asking = createLatestWins<RunDescription>(async (run) => {
    const requests = missing(run);
    if (requests.length === 0) {
      complete();
      return;
    }
    for (const { tensor, maximumCells } of requests) fresh.set(tensor, maximumCells);
    const answer = await fetch(requests);
    if (run !== current) return;
    if (answer === undefined) fresh.clear();
    batch(() => {
      for (const slice of answer ?? []) slotOf(slice.tensor).value = slice;
    });
    if (answer && missing(run).length === 0) complete();
  });

  function slotOf(tensor: string): Signal<MatrixSlice | undefined> {
    const existing = slices.get(tensor);
    if (existing) return existing;
    const created = signal<MatrixSlice | undefined>(undefined);
    slices.set(tensor, created);
    return created;
  }

  function missing(run: RunDescription): SliceRequest[] {
    const wanted = new Map(now);
    for (const { tensor, cells } of views.values()) {
      wanted.set(tensor, Math.max(cells, wanted.get(tensor) ?? 0));
    }
    const stale = run.tensors.flatMap((tensor) => {
      if (!valued.has(tensor.name)) return [];
      const cells = Math.min(wanted.get(tensor.name) ?? 0, tensor.rows * tensor.columns);
      return cells > (fresh.get(tensor.name) ?? 0) ? [{ tensor, cells }] : [];
    });
    return allotCells(stale);
  }

  function ask(): void {
    if (current) asking.send(current);
  }

  return {
    of: slotOf,
    show(tensor, cells) {
      const view = { tensor, cells };
      views.set(view, view);
      // Many views come on screen in one turn: they are asked for together.
      if (!asksSoon) {
        asksSoon = true;
        queueMicrotask(() => {
          asksSoon = false;
          ask();
        });
      }
      return () => views.delete(view);
    },
    moveTo(position) {
      if (current === undefined) return;
      const run = current;
      now = nowTensors(run, position);
      valued = valuedTensors(run, position);
      for (const [tensor, slot] of slices) {
        if (valued.has(tensor)) continue;
        fresh.delete(tensor);
        slot.value = undefined;
      }
    },
    expire(tensors) {
      for (const tensor of tensors) fresh.delete(tensor);
    },
    ask,
    reset(run) {
      current = run;
      now = new Map();
      valued = new Set();
      fresh.clear();
      asking.clear();
      for (const slot of slices.values()) slot.value = undefined;
    },
  };
}
