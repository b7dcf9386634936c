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
    if (this.hasRoom()) this.problems.push(problem);
  }

  /** For errors by the thousand: those that are not shown are not put into words either. */
  addError(describe: () => Problem): void {
    this.errors++;
    if (this.hasRoom()) this.problems.push(describe());
  }

  /** In the order of the text. */
  sorted(): readonly Problem[] {
    return this.problems.sort((one, other) => one.range.start - other.range.start);
  }

  private hasRoom(): boolean {
    return this.problems.length < limits.problems;
  }
}
