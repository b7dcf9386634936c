/** The learning rate of an epoch, where a schedule changes it. */
import type { ScheduleSpec } from '../../../network/spec';
import { cellName, numberText } from '../explanation';
import { regions, type Instruction } from '../instruction';

export interface ScheduleOptions {
  readonly schedule: ScheduleSpec;
  /** α of the network file. */
  readonly base: number;
  readonly iterationsPerEpoch: number;
  readonly epochs: number;
}

/** Nothing for a constant rate. Epochs count from 0. */
export function scheduleInstructions(options: ScheduleOptions): readonly Instruction[] {
  const { schedule, base, iterationsPerEpoch, epochs } = options;
  if (schedule.type === 'constant') return [];
  const name = 'learningRate';
  const { kind, first, second, formula } = describe(schedule, base);
  return [
    {
      name,
      phase: 'update',
      writes: [name],
      reads: [],
      formula: [formula],
      shapes: '(1, 1)',
      calls: (addressOf) => [
        {
          kernel: 'schedule',
          operands: [
            addressOf(name),
            addressOf(regions.control),
            kind,
            base,
            first,
            second,
            iterationsPerEpoch,
            epochs,
          ],
        },
      ],
      explain: (cell, reader) => ({
        formula: `${cellName(cell)} = ${formula}`,
        terms: [
          {
            label: formula,
            text: numberText(reader.value(cell)),
            value: reader.value(cell),
            sources: [],
          },
        ],
        regions: [],
      }),
    },
  ];
}

interface ScheduleKernel {
  readonly kind: number;
  readonly first: number;
  readonly second: number;
  readonly formula: string;
}

function describe(
  schedule: Exclude<ScheduleSpec, { readonly type: 'constant' }>,
  base: number,
): ScheduleKernel {
  switch (schedule.type) {
    case 'inverseTime':
      return {
        kind: 1,
        first: schedule.decay,
        second: 0,
        formula: `${base} / (1 + ${schedule.decay} · epoch)`,
      };
    case 'step':
      return {
        kind: 2,
        first: schedule.every,
        second: schedule.factor,
        formula:
          schedule.factor === 1
            ? String(base)
            : `${base} · ${schedule.factor}^⌊epoch / ${schedule.every}⌋`,
      };
    case 'cosine':
      return {
        kind: 3,
        first: schedule.minimum,
        second: 0,
        formula: `${schedule.minimum} + ½ (${base} − ${schedule.minimum})(1 + cos(π · epoch / epochs))`,
      };
    default:
      return schedule satisfies never;
  }
}
