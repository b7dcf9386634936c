/**
 * A trainer that moves through `smallRun` without computing: for tests of what talks to a trainer.
 *
 * Cell (i, j) of every matrix is 10 · i + j. A free run goes on until a breakpoint of the program or a pause;
 * when there is no breakpoint it goes on for ever. Tests can end it like a killed process.
 */
import type { TrainerConnection } from '../../src/adapter/trainerConnection';
import type { InstructionBreakpoint } from '../../src/protocol/breakpoints';
import type { LoadResult } from '../../src/protocol/loading';
import type { StopReport } from '../../src/protocol/movement';
import type { Direction, Position } from '../../src/protocol/position';
import type { TrainerEvents, TrainerRequests } from '../../src/protocol/trainer';
import { joinChannels } from '../../src/rpc/joinedChannels';
import { createRequester, createResponder, type Handlers } from '../../src/rpc/peer';
import { programBoundaries } from '../../src/core/program/boundaries';
import { stepFrom, stepsFrom } from '../../src/core/timeline/stepping';
import { smallNetworkText, smallRun } from './smallRun';

export interface ScriptedTrainer {
  readonly connection: TrainerConnection;
  /** The methods that were asked, with their parameters, in order. */
  readonly asked: (readonly [method: string, params: unknown])[];
  readonly isClosed: () => boolean;
  /** Raises the event as the trainer would. */
  emit<E extends keyof TrainerEvents>(event: E, payload: TrainerEvents[E]): void;
  /** Moves as if somebody else had asked for it. */
  stopAt(position: Position, reason: StopReport['reason']): void;
  die(reason: string): void;
}

export interface Script {
  readonly loading?: LoadResult;
  readonly output?: string;
  /** More fields for every report. */
  readonly report?: Partial<StopReport>;
}

export function createScriptedTrainer(script: Script = {}): ScriptedTrainer {
  const [near, far] = joinChannels();
  const asked: (readonly [string, unknown])[] = [];
  const ground = {
    boundaries: programBoundaries(smallRun.instructions as never),
    iterations: smallRun.iterations,
    iterationsPerEpoch: smallRun.iterationsPerEpoch,
  };
  let position: Position = { iteration: 0, instruction: 0 };
  let sequence = 0;
  let breakpoints: readonly InstructionBreakpoint[] = [];
  let endFreeRun: ((report: StopReport) => void) | undefined;
  let closed = false;

  const handlers: Handlers<TrainerRequests> = {
    interruptedRuns: () => ({ runs: [] }),
    load: () => script.loading ?? { kind: 'loaded', run: smallRun, report: reportOf('entry', {}) },
    attach: () => ({
      kind: 'loaded',
      run: smallRun,
      report: reportOf('entry', {}),
      network: { text: smallNetworkText },
    }),
    saveTrace: () => ({}),
    end: () => ({}),
    step(params) {
      const { position: target, complete } = stepsFrom(position, params, ground);
      position = target;
      if (complete) return stop('step');
      return params.direction === 'forward'
        ? stop('end', { notice: 'This is the end of the run.' })
        : stop('start', { notice: 'This is the start of the run.' });
    },
    lastWrite: () => stop('goto'),
    lastChange: () => stop('goto', { notice: 'W1[0, 0] has not changed before this place.' }),
    resume({ direction }) {
      responder.emit('continued', {});
      const target = nearestBreakpoint(direction);
      if (target === undefined) return new Promise((resolve) => (endFreeRun = resolve));
      position = target;
      const hits = breakpoints.filter(({ instructions }) =>
        instructions.includes(target.instruction),
      );
      return stop('breakpoint', { hitBreakpoints: hits.map(({ id }) => id) });
    },
    pause() {
      endFreeRun?.(stop('pause'));
      endFreeRun = undefined;
      return {};
    },
    seek(params) {
      position = params.position;
      return stop(params.reason ?? 'goto');
    },
    setBreakpoints(params) {
      breakpoints = params.instructions;
      const all = [...breakpoints, ...params.data, ...params.alertRules];
      return { verdicts: all.map(({ id }) => ({ id, verified: true })) };
    },
    summaries() {
      const tensors = valuedTensors();
      const values = new Float64Array(tensors.length * 7);
      tensors.forEach(({ rows, columns }, index) => {
        const largest = 10 * (rows - 1) + columns - 1;
        values.set([0, largest, largest / 2, 1, 9, 1, 0], index * 7);
      });
      return { tensors: tensors.map(({ name }) => name), values };
    },
    slices: ({ requests }) => ({
      slices: requests.map((window) => ({
        ...window,
        rowsPerCell: 1,
        columnsPerCell: 1,
        values: Float64Array.from(
          { length: window.rows * window.columns },
          (_, index) =>
            10 * (window.firstRow + Math.floor(index / window.columns)) +
            window.firstColumn +
            (index % window.columns),
        ),
      })),
    }),
    edit: () => ({ kind: 'refused', message: 'Nothing is computed here.' }),
    branches: () => ({ branches: [] }),
    switchBranch: () => stop('branch'),
    compare: () => ({ kind: 'unavailable', reason: 'Nothing is computed here.' }),
    explain: () => ({ kind: 'unavailable', reason: 'Nothing is computed here.' }),
    evaluate({ expression }) {
      const tensor = smallRun.tensors.find(({ name }) => name === expression);
      if (tensor !== undefined) return { kind: 'tensor', tensor: expression, available: true };
      if (expression === 'A1[1, 2]') {
        return { kind: 'number', value: Float64Array.of(12) };
      }
      return { kind: 'error', message: `This run has no tensor named "${expression}".` };
    },
    vocabulary: () => ({ names: ['W1', 'A1', 'iteration'], functions: ['norm'] }),
    memory: () => ({ bytes: new Uint8Array(), unreadable: 0 }),
    save: () => ({ kind: 'error', message: 'Nothing is saved here.' }),
    metrics: () => ({ splits: [] }),
    series: ({ firstIteration }) => ({
      firstIteration,
      iterationsPerBucket: 1,
      series: [],
      seriesNames: ['J'],
    }),
    checkGradients() {
      const row = {
        parameter: 'W1',
        checked: 6,
        total: 6,
        complete: true,
        kinks: 0,
        verdict: 'correct' as const,
        values: Float64Array.of(2.1e-9, 0, 0, 1, 1),
      };
      responder.emit('gradientCheckRow', row);
      const values = Float64Array.of(NaN);
      return { position, cancelled: false, verdict: 'correct', rows: [row], values };
    },
    acknowledgeProgress: () => ({}),
  };
  const recorded = Object.fromEntries(
    Object.entries(handlers).map(([method, handler]) => [
      method,
      (params: unknown) => {
        asked.push([method, params]);
        return (handler as (params: unknown) => unknown)(params);
      },
    ]),
  ) as unknown as Handlers<TrainerRequests>;
  const responder = createResponder<TrainerRequests, TrainerEvents>(far, recorded);

  function reportOf(reason: StopReport['reason'], more: Partial<StopReport>): StopReport {
    const epoch = Math.floor(position.iteration / smallRun.iterationsPerEpoch);
    const common = { position, reason, epoch, computedIterations: position.iteration, alerts: [] };
    return { ...common, sequence: ++sequence, ...more, ...script.report };
  }

  function stop(reason: StopReport['reason'], more: Partial<StopReport> = {}): StopReport {
    const report = reportOf(reason, more);
    responder.emit('stopped', report);
    return report;
  }

  function nearestBreakpoint(direction: Direction): Position | undefined {
    const instructions = breakpoints.flatMap((each) => each.instructions);
    const step = { granularity: 'instruction', direction } as const;
    for (let place = stepFrom(position, step, ground); ; place = stepFrom(place, step, ground)) {
      if (place === undefined || instructions.includes(place.instruction)) return place;
    }
  }

  /** What is kept, and what the instructions before this one have written. */
  function valuedTensors() {
    const written = smallRun.instructions
      .slice(0, position.instruction)
      .flatMap(({ writes }) => writes);
    return smallRun.tensors.filter(
      ({ name, persistent, role }) =>
        persistent || role === 'hyperparameter' || written.includes(name),
    );
  }

  return {
    connection: {
      trainer: createRequester<TrainerRequests, TrainerEvents>(near),
      recentOutput: () => script.output ?? '',
      close() {
        closed = true;
        near.close('ended with exit code 0');
      },
    },
    asked,
    isClosed: () => closed,
    emit: (event, payload) => responder.emit(event, payload),
    stopAt(target, reason) {
      position = target;
      stop(reason);
    },
    die: (reason) => near.close(reason),
  };
}
