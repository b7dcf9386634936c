/**
 * A run that only ever goes forward from the start, one instruction at a time, and makes edits on its way:
 * what every branch must hold, computed without keyframes, branches or a way back.
 */
import { Machine, type Edit, type Position } from '../../src/core';
import { hyperparametersOf } from '../../src/core/machine/hyperparameters';
import { bitsOf, instantiateKernels, type TestRun } from './runs';

export interface PlainState {
  readonly fingerprint: string;
  /** Bytes in hexadecimal of every tensor that has a value, by name. */
  readonly tensors: Readonly<Record<string, string>>;
}

/** Of the network of `run` with these edits, at each position up to where it has been asked. */
export class PlainRun {
  private readonly seen = new Map<string, PlainState>();
  private machine: Machine;
  private position: Position = { iteration: 0, instruction: 0 };

  constructor(
    private readonly run: Pick<TestRun, 'spec' | 'dataset'>,
    private readonly edits: readonly Edit[],
  ) {
    this.machine = this.machineOf(run.spec);
    this.arrive();
  }

  at(target: Position): PlainState {
    for (;;) {
      const known = this.seen.get(keyOf(target));
      if (known !== undefined) return known;
      const { iteration, instruction } = this.position;
      if (instruction < this.machine.program.instructions.length) {
        this.machine.run(iteration, instruction, instruction + 1);
        this.position = { iteration, instruction: instruction + 1 };
      } else {
        this.position = { iteration: iteration + 1, instruction: 0 };
      }
      this.arrive();
    }
  }

  private arrive(): void {
    const key = keyOf(this.position);
    for (const edit of this.edits.filter(({ position }) => keyOf(position) === key)) {
      this.make(edit);
    }
    this.seen.set(key, {
      fingerprint: this.machine.fingerprint(),
      tensors: Object.fromEntries(
        this.machine.program.tensors.flatMap(({ name, persistent }) =>
          persistent || this.isWritten(name) ? [[name, this.bitsOf(name)]] : [],
        ),
      ),
    });
  }

  private make(edit: Edit): void {
    const { iteration } = this.position;
    if (edit.kind === 'element') {
      const { values, columns } = this.machine.view(edit.tensor, iteration);
      values[edit.row * columns + edit.column] = edit.value;
      return;
    }
    const parameter = hyperparametersOf(this.machine.spec).find(({ name }) => name === edit.name);
    // Another machine, compiled from the changed network, goes on with the same numbers.
    const next = this.machineOf(parameter!.with(edit.value));
    for (const { name } of this.machine.program.tensors) {
      next.view(name, iteration).values.set(this.machine.view(name, iteration).values);
    }
    if (edit.name === 'learningRate') next.view('learningRate', iteration).values[0] = edit.value;
    this.machine = next;
  }

  private machineOf(spec: TestRun['spec']): Machine {
    return new Machine({ kernels: instantiateKernels(), spec, dataset: this.run.dataset });
  }

  private isWritten(name: string): boolean {
    const { instructions } = this.machine.program;
    const writer = instructions.findIndex(({ writes }) => writes.includes(name));
    return 0 <= writer && writer < this.position.instruction;
  }

  private bitsOf(name: string): string {
    return bitsOf(this.machine.view(name, this.position.iteration).values);
  }
}

function keyOf({ iteration, instruction }: Position): string {
  return `${iteration}:${instruction}`;
}
