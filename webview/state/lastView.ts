/**
 * What the panel showed last, for a page that VS Code opens again when the run is long over.
 *
 * The answers that made the latest picture are kept in the page's state. When the host then has no run for the page,
 * the same answers draw the same picture once more; it is read-only, and nothing is asked of anybody.
 */
import type { PanelEvents, PanelRequests, PanelState } from '../../src/protocol/panel';
import type { StopReport } from '../../src/protocol/movement';
import type { MatrixSlice, SliceRequest } from '../../src/protocol/tensors';
import { ChannelClosedError, type Params, type Result } from '../../src/rpc/peer';

import type { Trainer } from './trainer';
import { viewOf, viewText } from './viewText';

/** The state of a page that VS Code keeps for it. */
export interface PageMemory {
  read(): unknown;
  write(state: unknown): void;
}

type LiveState = Extract<PanelState, { kind: 'running' | 'stopped' }>;

interface View {
  readonly form: number;
  readonly state: LiveState;
  readonly slices: readonly MatrixSlice[];
  /** Of the other questions: the latest answer to each. */
  readonly answers: Readonly<Record<string, unknown>>;
}

const keptMethods = new Set<string>(['summaries', 'series', 'metrics', 'branches']);
/** Raised when something else is kept. */
const form = 1;
const quietMs = 400;
const longestText = 2 ** 22;

/** The same trainer, whose answers are kept; for a page without a run, one that gives those that were kept. */
export function rememberLastView(trainer: Trainer, memory: PageMemory): Trainer {
  const listeners: ((state: PanelState) => void)[] = [];
  let state: LiveState | undefined;
  let slices = new Map<string, MatrixSlice>();
  let answers: Record<string, unknown> = {};
  let replayed: View | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function keepSoon(): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (state === undefined || replayed !== undefined) return;
      const view: View = { form, state, slices: [...slices.values()], answers };
      const text = viewText(view);
      if (text.length <= longestText) memory.write(text);
    }, quietMs);
  }

  function begin(begun: PanelState): void {
    if (begun.kind === 'idle' || begun.kind === 'ended') return;
    replayed = undefined;
    state = begun;
    slices = new Map();
    answers = {};
    keepSoon();
  }

  function follow(report: StopReport): void {
    if (state !== undefined) state = { ...state, report };
    keepSoon();
  }

  function keep(method: string, params: unknown, answer: unknown): void {
    if (method === 'slices') {
      for (const slice of (answer as Result<PanelRequests['slices']>).slices)
        slices.set(slice.tensor, slice);
    } else if (keptMethods.has(method)) answers[keyOf(method, params)] = answer;
    else return;
    keepSoon();
  }

  /** Draws what was kept, as if the run stood there. */
  function replay(): void {
    const text = memory.read();
    if (typeof text !== 'string') return;
    try {
      const view = viewOf(text) as View;
      if (view.form !== form) return;
      replayed = view;
      for (const listener of listeners) listener({ ...view.state, kind: 'stopped' });
    } catch {
      // Of another version, or damaged: there is just nothing to show.
      replayed = undefined;
    }
  }

  trainer.on('state', begin);
  trainer.on('stopped', follow);
  return {
    async request<M extends keyof PanelRequests>(
      method: M,
      params: Params<PanelRequests[M]>,
    ): Promise<Result<PanelRequests[M]>> {
      if (replayed !== undefined && isLookedUp(method)) {
        return answerFrom(replayed, method, params) as Result<PanelRequests[M]>;
      }
      const answer = await trainer.request(method, params);
      if (method === 'ready') {
        const found = answer as PanelState;
        begin(found);
        if (found.kind === 'ended') replay();
      } else keep(method, params, answer);
      return answer;
    },
    on<E extends keyof PanelEvents>(
      event: E,
      listener: (payload: PanelEvents[E]) => void,
    ): () => void {
      if (event === 'state') listeners.push(listener as (state: PanelState) => void);
      return trainer.on(event, listener);
    },
    onClose: (listener) => trainer.onClose(listener),
    get malformedMessages() {
      return trainer.malformedMessages;
    },
  };
}

function isLookedUp(method: string): boolean {
  return method === 'slices' || keptMethods.has(method);
}

function answerFrom(view: View, method: string, params: unknown): unknown {
  if (method === 'slices') {
    const { requests } = params as { readonly requests: readonly SliceRequest[] };
    const wanted = new Set(requests.map(({ tensor }) => tensor));
    return { slices: view.slices.filter(({ tensor }) => wanted.has(tensor)) };
  }
  const answer = view.answers[keyOf(method, params)];
  // As from a run that is gone: the view stays without it.
  if (answer === undefined) throw new ChannelClosedError(method, 'has ended');
  return answer;
}

/** One for each kind of series; which iterations are asked for changes with every stop. */
function keyOf(method: string, params: unknown): string {
  const { names } = params as { readonly names?: readonly string[] };
  return names === undefined ? method : `${method} ${names.join(' ')}`;
}
