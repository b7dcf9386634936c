/**
 * Whether a language server that has died is started again: at once after the first time, later after each other one,
 * and no more after the fifth time in three minutes.
 */
export type AfterDeath =
  { readonly kind: 'restart'; readonly delayMs: number } | { readonly kind: 'giveUp' };

export const mostDeaths = 5;
const windowMs = 180_000;
const firstDelayMs = 1000;

export class ServerRestarts {
  /** Within the window, the oldest first. */
  private deaths: readonly number[] = [];

  /** `timeMs` may count from any moment, but never goes back. */
  died(timeMs: number): AfterDeath {
    this.deaths = [...this.deaths.filter((death) => timeMs - death < windowMs), timeMs];
    const before = this.deaths.length - 1;
    if (mostDeaths <= this.deaths.length) return { kind: 'giveUp' };
    return { kind: 'restart', delayMs: before === 0 ? 0 : firstDelayMs * 2 ** (before - 1) };
  }
}
