/** What is wrong with a run, as a rule has found it. */

export interface Alert {
  /** The rule: `vanishingGradient`. */
  readonly rule: string;
  readonly layer?: number;
  /** First iteration of this alert. */
  readonly since: number;
  /** `Vanishing gradient, layer 1` */
  readonly title: string;
  /** The numbers that prove it: `‖dW1‖ 3.1e-7, ‖dW10‖ 2.4e-2`. */
  readonly evidence: string;
  /** One sentence of why. */
  readonly reason: string;
  /** What to try: `Try ReLU with He initialization.` */
  readonly advice: string;
}
