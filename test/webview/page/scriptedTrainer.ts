/**
 * A trainer that plays back a recording: the other end of the panel's conversation, without VS Code.
 *
 * It runs in the page under test. It moves and answers like the real one, with recorded numbers; tests can
 * look at what it was asked, hold its answers back, and let it tell things.
 */
import type { Alert } from '../../../src/protocol/alert';
import type {
  CompareParams,
  ComparisonResult,
  EditParams,
  EditResult,
} from '../../../src/protocol/branches';
import type { ExplanationResult } from '../../../src/protocol/explanation';
import type { MetricsReport } from '../../../src/protocol/metrics';
import type { StepParams, StopReason, StopReport } from '../../../src/protocol/movement';
import type { PanelEvents, PanelRequests, PanelState } from '../../../src/protocol/panel';
import type { Position } from '../../../src/protocol/position';
import type { RunDescription } from '../../../src/protocol/run';
import type { SeriesParams, SeriesResult } from '../../../src/protocol/series';
import type {
  CellReference,
  MatrixSlice,
  SliceRequest,
  Summaries,
} from '../../../src/protocol/tensors';
import type { Channel } from '../../../src/rpc/channel';
import { createResponder } from '../../../src/rpc/peer';
import type { Handlers, Responder } from '../../../src/rpc/peer';

import { reducedMatrix, reducedSeries, renamed, summaryOf } from './playback';
import { ScriptedBranches } from './scriptedBranches';
import { decodeNumbers } from './recording';
import type { Recording } from './recording';

export interface ScriptOptions {
  readonly layout?: 'columns' | 'rows';
  readonly iteration?: number;
  readonly instruction?: number;
  readonly alerts?: 'recorded' | 'none';
  /** The first state; a stopped run when it is absent. */
  readonly state?: PanelState;
  /** Cells that become NaN or infinite. */
  readonly broken?: readonly {
    readonly tensor: string;
    readonly index: number;
    readonly value: number;
  }[];
  /** Replaces texts of the run's description. */
  readonly rename?: { readonly from: string; readonly to: string };
}

type Method = keyof PanelRequests;

export class ScriptedTrainer implements Handlers<PanelRequests> {
  readonly requests: { readonly method: Method; readonly params: unknown }[] = [];
  readonly run: RunDescription;
  private readonly responder: Responder<PanelEvents>;
  private readonly refused = new Map<Method, string>();
  private readonly held = new Map<Method, (() => void)[]>();
  private readonly alerts: readonly Alert[];
  private position: Position;
  private sequence = 1;
  private readonly branchBook = new ScriptedBranches();

  constructor(
    channel: Channel,
    private readonly recording: Recording,
    private readonly options: ScriptOptions,
  ) {
    this.run = renamed(recording.run, options.rename);
    this.alerts = options.alerts === 'recorded' ? recording.alerts : [];
    this.position = {
      iteration: options.iteration ?? 128,
      instruction: options.instruction ?? 13,
    };
    this.responder = createResponder<PanelRequests, PanelEvents>(channel, this.logged());
  }

  /** From now on answers to a method wait for `release`. */
  hold(method: Method): void {
    this.held.set(method, []);
  }

  release(method: Method): void {
    const waiting = this.held.get(method) ?? [];
    this.held.delete(method);
    for (const answer of waiting) answer();
  }

  /** From now on a method is answered with an error. */
  refuse(method: Method, reason: string): void {
    this.refused.set(method, reason);
  }

  tell<E extends keyof PanelEvents>(event: E, payload: PanelEvents[E]): void {
    this.responder.emit(event, payload);
  }

  asked(method: Method): unknown[] {
    return this.requests.filter((one) => one.method === method).map(({ params }) => params);
  }

  report(reason: StopReason = 'step'): StopReport {
    return {
      position: this.position,
      reason,
      sequence: this.sequence,
      epoch: Math.floor(this.position.iteration / this.run.iterationsPerEpoch),
      computedIterations: this.recording.computedIterations,
      ...(this.branchBook.inUse === 1 ? {} : { branch: this.branchBook.inUse }),
      alerts: this.alerts,
    };
  }

  readonly ready = (): PanelState =>
    this.options.state ?? {
      kind: 'stopped',
      run: this.run,
      report: this.report('entry'),
      settings: { layout: this.options.layout ?? 'columns' },
    };

  readonly step = ({ granularity, direction, count }: StepParams): StopReport => {
    const sign = direction === 'forward' ? 1 : -1;
    for (let index = 0; index < count; index++) {
      if (granularity === 'iteration')
        this.moveTo(this.position.iteration + sign, this.position.instruction);
      else if (granularity === 'layer') this.stepLayer(sign);
      else this.stepInstruction(sign);
    }
    return this.stop('step');
  };

  readonly seek = ({ position }: { readonly position: Position }): StopReport => {
    this.moveTo(position.iteration, position.instruction);
    return this.stop('goto');
  };

  readonly lastWrite = (): StopReport => {
    this.moveTo(this.position.iteration - 1, this.position.instruction);
    return this.stop('goto');
  };

  readonly lastChange = (): StopReport => {
    this.moveTo(this.position.iteration - 1, this.position.instruction);
    return this.stop('goto');
  };

  readonly resume = (): Promise<StopReport> => {
    this.tell('continued', {});
    return new Promise((resolve) => {
      this.endResume = () => resolve(this.stop('pause'));
    });
  };

  readonly pause = (): Record<string, never> => {
    this.endResume?.();
    this.endResume = undefined;
    return {};
  };

  readonly slices = ({ requests }: { readonly requests: readonly SliceRequest[] }) => ({
    slices: requests.map((request) => this.slice(request)),
  });

  readonly summaries = (): Summaries => {
    const tensors = this.run.tensors.map(({ name }) => name).filter((name) => this.read(name));
    const values = tensors.flatMap((name) => summaryOf(this.read(name)!));
    return { tensors, values: Float64Array.from(values) };
  };

  readonly explain = (cell: CellReference): ExplanationResult => {
    const found = this.recording.explanations.find(
      (one) =>
        one.cell.tensor === cell.tensor &&
        one.cell.row === cell.row &&
        one.cell.column === cell.column,
    );
    if (!found) return { kind: 'unavailable', reason: 'This cell was not recorded.' };
    return { kind: 'explained', explanation: { ...found, values: decodeNumbers(found.values) } };
  };

  /** Of the two splits the validation split was evaluated last. */
  readonly metrics = (): MetricsReport => ({
    splits: [
      {
        split: 'validation',
        iteration: 99,
        measure: 'accuracy',
        values: Float64Array.of(0.3125, 0.85),
        classes: {
          samples: Uint32Array.of(12, 8),
          right: Uint32Array.of(11, 6),
          confusion: Uint32Array.of(11, 1, 2, 6),
        },
      },
      {
        split: 'test',
        iteration: 49,
        measure: 'accuracy',
        values: Float64Array.of(0.5, 0.75),
        classes: {
          samples: Uint32Array.of(3, 0),
          right: Uint32Array.of(2, 0),
          confusion: Uint32Array.of(2, 1, 0, 0),
        },
      },
    ],
  });

  readonly series = ({
    names,
    firstIteration,
    iterations,
    buckets,
    branch = this.branchBook.inUse,
  }: SeriesParams): SeriesResult => {
    const iterationsPerBucket = Math.max(1, Math.ceil(iterations / buckets));
    return {
      firstIteration,
      iterationsPerBucket,
      seriesNames: this.recording.series.map(({ name }) => name),
      series: names.map((name) => {
        const recorded = this.recording.series.find((one) => one.name === name);
        const values = this.branchBook.cost(branch, decodeNumbers(recorded?.values ?? ''));
        return { name, values: reducedSeries(values, iterationsPerBucket) };
      }),
    };
  };

  readonly checkGradients = async () => {
    const { rows, values, verdict } = this.recording.gradientCheck;
    const decoded = rows.map((row) => ({ ...row, values: decodeNumbers(row.values) }));
    for (const row of decoded) {
      this.tell('gradientCheckRow', row);
      await Promise.resolve();
    }
    const { position } = this;
    return { position, verdict, cancelled: false, rows: decoded, values: decodeNumbers(values) };
  };

  readonly edit = (params: EditParams): EditResult => {
    if (this.branchBook.edit(params, this.position) === undefined) {
      return { kind: 'refused', message: `"${params.value}" is not a number.` };
    }
    const { target, value } = params;
    const notice = `Branch ${this.branchBook.inUse} starts here: ${target} = ${value}.`;
    return { kind: 'edited', report: this.stop('edit', notice) };
  };

  readonly branches = () => ({
    branches: this.branchBook.describe(this.recording.computedIterations),
  });

  readonly switchBranch = ({ branch }: { readonly branch: number }): StopReport => {
    this.branchBook.inUse = branch;
    return this.stop('goto', `This is branch ${branch}.`);
  };

  readonly compare = ({ branch, request }: CompareParams): ComparisonResult => {
    const values = this.read(request.tensor);
    if (!values) return { kind: 'unavailable', reason: 'It has no value here.' };
    const { tensor: name, columns } = request;
    const recorded = this.recorded(name)!;
    const there = this.branchBook.changed(branch, { name, columns, values: recorded });
    const difference = values.map((value, index) => value - there[index]!);
    const numbers = [
      Math.max(...difference.map(Math.abs)),
      Math.hypot(...difference),
      Math.hypot(...values),
      Math.hypot(...there),
    ];
    return {
      kind: 'compared',
      difference: { ...request, rowsPerCell: 1, columnsPerCell: 1, values: difference },
      values: Float64Array.from(numbers),
      different: difference.filter((value) => value !== 0).length,
    };
  };

  readonly acknowledgeProgress = (): Record<string, never> => ({});

  readonly reveal = (): Record<string, never> => ({});
  readonly restart = (): Record<string, never> => ({});
  readonly copy = (): Record<string, never> => ({});
  readonly save = (): Record<string, never> => ({});

  private endResume: (() => void) | undefined;

  private stop(reason: StopReason, notice?: string): StopReport {
    this.sequence++;
    const report = { ...this.report(reason), ...(notice !== undefined && { notice }) };
    this.tell('stopped', report);
    return report;
  }

  private moveTo(iteration: number, instruction: number): void {
    this.position = { iteration: Math.max(0, iteration), instruction };
  }

  private stepInstruction(sign: number): void {
    const end = this.run.instructions.length;
    const { iteration, instruction } = this.position;
    if (sign > 0 && instruction === end) this.moveTo(iteration + 1, 0);
    else if (sign < 0 && instruction === 0) this.moveTo(iteration - 1, end);
    else this.moveTo(iteration, instruction + sign);
  }

  private stepLayer(sign: number): void {
    const place = (): string => {
      const one = this.run.instructions[this.position.instruction];
      return `${one?.phase} ${one?.layer}`;
    };
    const from = place();
    do this.stepInstruction(sign);
    while (place() === from);
  }

  private slice(request: SliceRequest): MatrixSlice {
    const { tensor, rows, columns, maximumCells } = request;
    const whole = { tensor, firstRow: 0, firstColumn: 0, rows, columns };
    const values = this.read(tensor);
    if (!values || values.length <= maximumCells) {
      return { ...whole, rowsPerCell: 1, columnsPerCell: 1, ...(values && { values }) };
    }
    return { ...whole, ...reducedMatrix(values, { rows, columns, maximumCells }) };
  }

  /** The numbers of a tensor at the present position, in the branch in use. */
  private read(name: string): Float64Array | undefined {
    const values = this.recorded(name);
    const { columns } = this.run.tensors.find((tensor) => tensor.name === name) ?? { columns: 1 };
    return values && this.branchBook.changed(this.branchBook.inUse, { name, columns, values });
  }

  /** As it was recorded; undefined before its instruction has run. */
  private recorded(name: string): Float64Array | undefined {
    const { iterations } = this.recording;
    const { iteration, instruction } = this.position;
    const distance = iteration - this.recording.firstIteration;
    const recorded =
      iterations[((distance % iterations.length) + iterations.length) % iterations.length]!;
    const writer = this.recording.run.instructions.findIndex(({ writes }) => writes.includes(name));
    const place = this.recording.run.instructions[writer]?.writes.indexOf(name) ?? 0;
    const isWritten = writer >= 0 && writer < instruction;
    const text = isWritten ? recorded.written[writer]?.[place] : recorded.start[name];
    if (text === undefined) return undefined;
    const values = decodeNumbers(text);
    for (const one of this.options.broken ?? []) {
      if (one.tensor === name) values[one.index] = one.value;
    }
    return values;
  }

  private logged(): Handlers<PanelRequests> {
    const handlers: Partial<Record<Method, (params: never) => unknown>> = {};
    for (const method of methods) {
      handlers[method] = async (params: never) => {
        this.requests.push({ method, params });
        const waiting = this.held.get(method);
        if (waiting) await new Promise<void>((resolve) => waiting.push(resolve));
        const reason = this.refused.get(method);
        if (reason !== undefined) throw new Error(reason);
        return (this[method] as (params: never) => unknown)(params);
      };
    }
    return handlers as unknown as Handlers<PanelRequests>;
  }
}

const methods: readonly Method[] = [
  'ready',
  'acknowledgeProgress',
  'step',
  'resume',
  'pause',
  'seek',
  'lastWrite',
  'lastChange',
  'summaries',
  'slices',
  'explain',
  'series',
  'metrics',
  'edit',
  'branches',
  'switchBranch',
  'compare',
  'checkGradients',
  'reveal',
  'restart',
  'copy',
  'save',
];
