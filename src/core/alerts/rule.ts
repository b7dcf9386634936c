/** What an alert rule sees of a run, and what it says when it fires. */
import type { ScalarMath } from '../kernels/scalarMath';

/** The numbers of one iteration that rules look at. */
export interface Observation {
  readonly cost: number;
  /** ‖dW‖ of each layer, first layer first. */
  readonly gradientNorms: readonly number[];
  /** Numbers in each W, to compare layers of different size. */
  readonly weightCounts: readonly number[];
}

export interface Finding {
  /** Counted from 1; absent when the rule is about the whole network. */
  readonly layer?: number;
  /** `Vanishing gradient, layers 1 to 6` */
  readonly title: string;
  /** The numbers that prove it. */
  readonly evidence: string;
  /** One sentence of why. */
  readonly reason: string;
  /** What to try. */
  readonly advice: string;
}

export interface AlertRule {
  readonly id: string;
  /** As in VS Code's Breakpoints view: `Vanishing gradient`. */
  readonly label: string;
  readonly description: string;
  /** Iterations in a row for which the finding has to hold before it is an alert. */
  readonly persistence: number;
  find(observation: Observation, math: ScalarMath): Finding | undefined;
}
