/** What an alert rule sees of a run, and what it says when it fires. */
import type { ScalarMath } from '../kernels/scalarMath';

/** The numbers of one iteration that rules look at; valid during the call. */
export interface Observation {
  readonly cost: number;
  /** ‖dW‖ of each layer, first layer first. */
  readonly gradientNorms: Float64Array;
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

/** `ratio < 0.001`: a quantity above 0, and the limit past which the rule fires. */
export interface Threshold {
  /** A word for what is compared. */
  readonly quantity: string;
  readonly comparison: '<' | '>';
  readonly value: number;
}

export interface AlertRule {
  readonly id: string;
  /** As in VS Code's Breakpoints view: `Vanishing gradient`. */
  readonly label: string;
  readonly description: string;
  /** What it compares with what; `withThreshold` gives the same rule with another limit. */
  readonly threshold: Threshold;
  withThreshold(value: number): AlertRule;
  /** Iterations in a row for which the rule has to hold before it is an alert. */
  readonly persistence: number;
  /** Asked of every iteration, so it allocates nothing: `some` would make an object of every number. */
  holds(observation: Observation): boolean;
  /** Says what holds; only asked where it does. */
  describe(observation: Observation, math: ScalarMath): Finding;
}
