/**
 * What a panel's requests may carry.
 *
 * The panel is a web page. Whatever runs in it, the trainer is asked only for what these checks let through:
 * finite whole numbers, short names, known words. Anything else is an error of the panel, not of the user.
 */
import type { PanelProtocol, PanelRequests } from '../../protocol/panel';
import type { CellReference, SliceRequest } from '../../protocol/tensors';
import type { Params } from '../../rpc/peer';

export type Checked<Requests> = {
  readonly [M in keyof Requests]: (raw: unknown) => Params<Requests[M]>;
};

const protocol: PanelProtocol = 1;
const longestName = 256;
const longestNumber = 64;
const longestCopy = 1024 * 1024;
const mostSlices = 256;
const mostSeries = 256;

/** One check for each request; it returns a fresh value with nothing more in it than was checked. */
export const panelParams: Checked<PanelRequests> = {
  ready(raw) {
    if (record(raw).protocol !== protocol) {
      throw new TypeError('The panel is of another version of Backstep.');
    }
    return { protocol };
  },
  acknowledgeProgress: () => ({}),
  restart: () => ({}),
  pause: () => ({}),
  summaries: () => ({}),
  metrics: () => ({}),
  reveal: (raw) => ({ layer: count(record(raw), 'layer') }),
  copy: (raw) => ({ text: text(record(raw), 'text', longestCopy) }),
  save: (raw) => ({ tensor: text(record(raw), 'tensor', longestName) }),
  step(raw) {
    const params = record(raw);
    return {
      granularity: word(params, 'granularity', [
        'instruction',
        'layer',
        'phase',
        'iteration',
        'epoch',
      ]),
      direction: word(params, 'direction', ['forward', 'backward']),
      count: count(params, 'count'),
    };
  },
  resume: (raw) => ({ direction: word(record(raw), 'direction', ['forward', 'backward']) }),
  seek(raw) {
    const position = record(record(raw).position);
    return {
      position: {
        iteration: count(position, 'iteration'),
        instruction: count(position, 'instruction'),
      },
    };
  },
  lastWrite: (raw) => ({ tensor: text(record(raw), 'tensor', longestName) }),
  lastChange(raw) {
    const params = record(raw);
    return { ...cell(params), moreThan: amount(params, 'moreThan') };
  },
  slices: (raw) => ({ requests: list(record(raw), 'requests', mostSlices).map(sliceRequest) }),
  branches: () => ({}),
  switchBranch: (raw) => ({ branch: count(record(raw), 'branch') }),
  compare(raw) {
    const params = record(raw);
    return { branch: count(params, 'branch'), request: sliceRequest(params.request) };
  },
  edit(raw) {
    const params = record(raw);
    return {
      target: text(params, 'target', longestName),
      value: text(params, 'value', longestNumber),
    };
  },
  explain: (raw) => cell(record(raw)),
  series(raw) {
    const params = record(raw);
    const { branch } = params;
    return {
      ...(branch !== undefined && { branch: count({ branch }, 'branch') }),
      names: list(params, 'names', mostSeries).map((_, index, names) =>
        text(names as unknown as Record<string, unknown>, String(index), longestName),
      ),
      firstIteration: count(params, 'firstIteration'),
      iterations: count(params, 'iterations'),
      buckets: count(params, 'buckets'),
    };
  },
  checkGradients(raw) {
    const { perturbation, maximumEntries } = record(raw);
    return {
      ...(perturbation !== undefined && { perturbation: positive(perturbation) }),
      ...(maximumEntries !== undefined && {
        maximumEntries: count({ maximumEntries }, 'maximumEntries'),
      }),
    };
  },
};

function sliceRequest(raw: unknown): SliceRequest {
  const request = record(raw);
  return {
    tensor: text(request, 'tensor', longestName),
    firstRow: count(request, 'firstRow'),
    firstColumn: count(request, 'firstColumn'),
    rows: count(request, 'rows'),
    columns: count(request, 'columns'),
    maximumCells: count(request, 'maximumCells'),
  };
}

function cell(params: Readonly<Record<string, unknown>>): CellReference {
  return {
    tensor: text(params, 'tensor', longestName),
    row: count(params, 'row'),
    column: count(params, 'column'),
  };
}

function record(raw: unknown): Readonly<Record<string, unknown>> {
  if (typeof raw !== 'object' || raw === null) throw new TypeError('The panel sent no parameters.');
  return raw as Record<string, unknown>;
}

function count(params: Readonly<Record<string, unknown>>, key: string): number {
  const value = params[key];
  if (!Number.isSafeInteger(value) || (value as number) < 0) {
    throw new TypeError(`The panel sent ${String(value)} as "${key}", which counts something.`);
  }
  return value as number;
}

function amount(params: Readonly<Record<string, unknown>>, key: string): number {
  const value = params[key];
  if (typeof value !== 'number' || !(0 <= value && value < Infinity)) {
    throw new TypeError(`The panel sent ${String(value)} as "${key}", which is an amount.`);
  }
  return value;
}

function positive(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0) {
    throw new TypeError('The panel sent a perturbation that is not a positive number.');
  }
  return value;
}

function text(params: Readonly<Record<string, unknown>>, key: string, longest: number): string {
  const value = params[key];
  if (typeof value !== 'string' || longest < value.length) {
    throw new TypeError(`The panel sent no text of at most ${longest} characters as "${key}".`);
  }
  return value;
}

function word<W extends string>(
  params: Readonly<Record<string, unknown>>,
  key: string,
  words: readonly W[],
): W {
  const known = words.find((each) => each === params[key]);
  if (known === undefined) throw new TypeError(`The panel sent an unknown word as "${key}".`);
  return known;
}

function list(
  params: Readonly<Record<string, unknown>>,
  key: string,
  longest: number,
): readonly unknown[] {
  const value = params[key];
  if (!Array.isArray(value) || longest < value.length) {
    throw new TypeError(`The panel sent no list of at most ${longest} entries as "${key}".`);
  }
  return value;
}
