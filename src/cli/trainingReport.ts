/** What `backstep train` prints: a table for people, JSON lines for programs. */
import type { Evaluation } from '../core';
import { jsonLine, percent, sixDigits } from './numbers';

export interface Metrics {
  readonly train: Evaluation | undefined;
  readonly validation: Evaluation | undefined;
  readonly test: Evaluation | undefined;
}

/** An iteration that has been trained. */
export interface TrainedIteration {
  /** Counted from 0, as in positions. */
  readonly iteration: number;
  readonly epoch: number;
  /** Of the minibatch, before the update. */
  readonly cost: number;
  /** Of whole splits, after the update; not in every iteration. */
  readonly metrics?: Metrics;
}

export interface Report {
  readonly head: string;
  /** Metrics cost a pass over the data, so they are computed only where they are printed; evaluations count from 0. */
  wantsMetricsOf(evaluation: number): boolean;
  line(trained: TrainedIteration): string;
  /** Why training has ended before its last iteration. */
  stopped(notice: string): string;
}

/** One object for each iteration; those with metrics have a key for each split that is not empty. */
export function jsonReport(): Report {
  return {
    head: '',
    wantsMetricsOf: () => true,
    line: ({ metrics, ...trained }) =>
      jsonLine({
        ...trained,
        ...(metrics && {
          train: plain(metrics.train),
          validation: plain(metrics.validation),
          test: plain(metrics.test),
        }),
      }),
    stopped: (notice) => jsonLine({ stopped: notice }),
  };
}

/** The confusion matrix as rows, the counts as lists. */
function plain(evaluation: Evaluation | undefined): object | undefined {
  if (evaluation?.classes === undefined) return evaluation;
  const { samples, right, confusion } = evaluation.classes;
  const rows = confusion && Array.from(samples, (_, row) => rowOf(confusion, row, samples.length));
  return {
    ...evaluation,
    classes: { samples: [...samples], right: [...right], ...(rows && { confusion: rows }) },
  };
}

function rowOf(matrix: Uint32Array, row: number, columns: number): readonly number[] {
  return [...matrix.subarray(row * columns, (row + 1) * columns)];
}

// About what fits on a screen.
const textLines = 20;

export interface TextReportOptions {
  /** The first line: in what the run computes. */
  readonly arithmetic: string;
  /** From one evaluation to the next. */
  readonly evaluateEvery: number;
  /** Of the whole training. */
  readonly iterations: number;
}

export function textReport({ arithmetic, evaluateEvery, iterations }: TextReportOptions): Report {
  const evaluations = Math.ceil(iterations / evaluateEvery);
  const interval = Math.max(1, Math.ceil(evaluations / textLines));
  return {
    head: `${arithmetic}\niteration  epoch  metrics after it\n`,
    wantsMetricsOf: (evaluation) => evaluation === 0 || (evaluation + 1) % interval === 0,
    line: ({ iteration, epoch, metrics }) => {
      if (metrics === undefined) return '';
      const splits = Object.entries(metrics).flatMap(
        ([split, evaluation]: [string, Evaluation | undefined]) =>
          evaluation === undefined ? [] : [evaluationText(split, evaluation)],
      );
      return `${String(iteration).padStart(9)}  ${String(epoch).padStart(5)}  ${splits.join('    ')}\n`;
    },
    stopped: (notice) => `${notice}\n`,
  };
}

function evaluationText(split: string, evaluation: Evaluation): string {
  const { cost, accuracy, meanAbsoluteError } = evaluation;
  const share = accuracy === undefined ? '' : `  accuracy ${percent(accuracy).padStart(7)}`;
  const error =
    meanAbsoluteError === undefined
      ? ''
      : `  mean absolute error ${sixDigits(meanAbsoluteError).padStart(11)}`;
  return `${split} cost ${sixDigits(cost).padStart(11)}${share}${error}`;
}
