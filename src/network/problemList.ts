/** Problems as they are found: bounded in number, never losing that there was an error. */
import { limits } from './limits';
import type { Problem } from './problem';

export class ProblemList {
  readonly problems: Problem[] = [];
  private errors = 0;

  get hasErrors(): boolean {
    return 0 < this.errors;
  }

  add(problem: Problem): void {
    if (problem.severity === 'error') this.errors++;
    if (this.problems.length < limits.problems) this.problems.push(problem);
  }

  /** In the order of the text. */
  sorted(): readonly Problem[] {
    return this.problems.sort((one, other) => one.range.start - other.range.start);
  }
}
