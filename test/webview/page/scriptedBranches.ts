/** The branches of the scripted trainer: edits are remembered, and the recorded numbers differ by them. */
import type { BranchDescription, EditParams } from '../../../src/protocol/branches';
import type { Position } from '../../../src/protocol/position';

interface ScriptedBranch {
  readonly id: number;
  readonly origin?: { readonly branch: number; readonly position: Position };
  readonly edits: readonly EditParams[];
}

export class ScriptedBranches {
  inUse = 1;
  private readonly all: ScriptedBranch[] = [{ id: 1, edits: [] }];

  /** Undefined when the value is not a number. */
  edit(edit: EditParams, position: Position): ScriptedBranch | undefined {
    if (!Number.isFinite(Number(edit.value)) || edit.value.trim() === '') return undefined;
    const { edits } = this.branch(this.inUse);
    const origin = { branch: this.inUse, position };
    const branch = { id: this.all.length + 1, origin, edits: [...edits, edit] };
    this.all.push(branch);
    this.inUse = branch.id;
    return branch;
  }

  describe(computedIterations: number): readonly BranchDescription[] {
    return this.all.map(({ id, origin, edits }) => ({
      id,
      isInUse: id === this.inUse,
      computedIterations,
      ...(origin && { origin }),
      edits: edits.slice(-1).map(({ target, value }) => `${target} = ${value}`),
      hyperparameters: [{ name: 'learningRate', value: this.learningRateOf(edits) }],
    }));
  }

  /** The numbers of a tensor as this branch has them. */
  changed(
    id: number,
    { name, columns, values }: { name: string; columns: number; values: Float64Array },
  ): Float64Array {
    const result = values.slice();
    for (const { target, value } of this.branch(id).edits) {
      const [, tensor, row, column] = /^(\w+)\[(\d+), (\d+)\]$/.exec(target) ?? [];
      if (tensor === name) result[Number(row) * columns + Number(column)] = Number(value);
    }
    return result;
  }

  /** A branch learns a little faster from where it left. */
  cost(id: number, values: Float64Array): Float64Array {
    const from = this.branch(id).origin?.position.iteration ?? Infinity;
    return values.map((value, index) => (index / 2 < from ? value : value * (1 - 0.1 * id)));
  }

  private branch(id: number): ScriptedBranch {
    return this.all.find((branch) => branch.id === id)!;
  }

  private learningRateOf(edits: readonly EditParams[]): number {
    const last = edits.findLast(({ target }) => target === 'learningRate');
    return last === undefined ? 0.01 : Number(last.value);
  }
}
