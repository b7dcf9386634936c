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
  /** Metrics cost a pass over the data, so they are computed only where they are printed. */
  wantsMetricsAfter(epoch: number): boolean;
  line(trained: TrainedIteration): string;
}

/** One object for each iteration; those with metrics have a key for each split that is not empty. */
export function jsonReport(): Report {
  return {
    head: '',
    wantsMetricsAfter: () => true,
    line: ({ metrics, ...trained }) => jsonLine({ ...trained, ...metrics }),
  };
}

// About what fits on a screen.
const textLines = 20;

export interface TextReportOptions {
  /** The first line: in what the run computes. */
  readonly arithmetic: string;
  readonly iterationsPerEpoch: number;
  /** Of the whole training. */
  readonly iterations: number;
}

export function textReport({
  arithmetic,
  iterationsPerEpoch,
  iterations,
}: TextReportOptions): Report {
  const epochs = Math.ceil(iterations / iterationsPerEpoch);
  const interval = Math.max(1, Math.ceil(epochs / textLines));
  return {
    head: `${arithmetic}\niteration  epoch  metrics after it\n`,
    wantsMetricsAfter: (epoch) => epoch === 0 || (epoch + 1) % interval === 0,
    line: ({ iteration, epoch, metrics }) => {
      if (metrics === undefined) return '';
      const splits = Object.entries(metrics).flatMap(
        ([split, evaluation]: [string, Evaluation | undefined]) =>
          evaluation === undefined ? [] : [evaluationText(split, evaluation)],
      );
      return `${String(iteration).padStart(9)}  ${String(epoch).padStart(5)}  ${splits.join('    ')}\n`;
    },
  };
}

function evaluationText(split: string, { cost, accuracy }: Evaluation): string {
  const share = accuracy === undefined ? '' : `  accuracy ${percent(accuracy).padStart(7)}`;
  return `${split} cost ${sixDigits(cost).padStart(11)}${share}`;
}
