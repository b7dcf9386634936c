/**
 * Tensors as variables: shape first, then what can be opened.
 *
 * A matrix opens into rows, a row into elements, a matrix with one row or one column into its elements at
 * once. Only the children that a client asks for are fetched.
 */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

import type { ClientAbilities } from './clientAbilities';
import { type ChildRange, rangeOf, withRest } from './childRange';
import type { WatchedData } from './dataBreakpoints';
import { errors, UserError } from './errors';
import { exactNumber } from './numberText';
import { placeNames, placeVariables } from './placeVariables';
import type { TensorScope } from './scopes';
import { statistics, statisticsVariables } from './statisticsVariables';
import type { ShownMatrix, StoppedRun, TensorSummary, Window } from './stoppedRun';
import {
  blocksOf,
  cellsPerAnswer,
  elements,
  lineCells,
  rowCells,
  valuesOf,
} from './tensorElements';
import { previewText, rangeText, shapeText } from './tensorText';

type Expandable =
  | { readonly kind: 'scope'; readonly scope: TensorScope }
  | { readonly kind: 'tensor'; readonly tensor: ShownMatrix }
  | { readonly kind: 'row'; readonly tensor: ShownMatrix; readonly row: number };

const previewedElements = 6;

export class Variables {
  private expandables = new Map<number, { stopped: StoppedRun; node: Expandable }>();
  private nextReference = 1;

  constructor(private readonly client: Pick<ClientAbilities, 'memoryReferences'>) {}

  /** Forgets what earlier stops have handed out. */
  forget(): void {
    this.expandables.clear();
  }

  scopes(stopped: StoppedRun, scopes: readonly TensorScope[]): Dap.Scope[] {
    return scopes.map((scope) => ({
      name: scope.name,
      variablesReference: this.reference(stopped, { kind: 'scope', scope }),
      namedVariables: scope.tensors.length + (scope.showsPlace ? placeNames.length : 0),
      expensive: false,
      ...(scope.name === 'This instruction' && { presentationHint: 'locals' }),
    }));
  }

  async children(args: Dap.VariablesArguments): Promise<Dap.Variable[]> {
    const expandable = this.expandables.get(args.variablesReference);
    if (expandable === undefined) throw new UserError(errors.earlierStop());
    const { stopped, node } = expandable;
    switch (node.kind) {
      case 'scope':
        return args.filter === 'indexed' ? [] : this.scopeChildren(stopped, node.scope);
      case 'tensor':
        return this.tensorChildren(stopped, node.tensor, args);
      case 'row':
        return args.filter === 'named'
          ? []
          : elements(stopped, rowCells(node), rangeOf(args, node.tensor.columns));
      default:
        return node satisfies never;
    }
  }

  /** The tensor or the element that a child of a container shows; absent when it is neither. */
  dataOf(variablesReference: number, name: string): WatchedData | undefined {
    const expandable = this.expandables.get(variablesReference);
    if (expandable === undefined) throw new UserError(errors.earlierStop());
    const { node } = expandable;
    if (node.kind === 'scope') {
      return node.scope.tensors.includes(name) ? { tensor: name } : undefined;
    }
    const [, digits] = /^\[(\d+)\]$/.exec(name) ?? [];
    const { tensor } = node;
    if (digits === undefined || !tensor.isTensor) return undefined;
    if (node.kind === 'tensor' && opensIntoRows(tensor)) return undefined;
    const cells = node.kind === 'row' ? rowCells(node) : lineCells(tensor);
    const [row, column] = cells.cell(Number(digits));
    return { tensor: tensor.name, row, column };
  }

  /** A tensor or a matrix as the value of an expression. */
  async evaluated(stopped: StoppedRun, matrix: ShownMatrix): Promise<Dap.EvaluateResponse['body']> {
    const [variable] = await this.matrices(stopped, [matrix]);
    const { value, variablesReference, type } = variable!;
    const { namedVariables, indexedVariables, memoryReference } = variable!;
    return {
      result: value,
      variablesReference,
      ...(memoryReference !== undefined && { memoryReference }),
      ...(type !== undefined && { type }),
      ...(namedVariables !== undefined && { namedVariables }),
      ...(indexedVariables !== undefined && { indexedVariables }),
    };
  }

  /** The variables of some matrices, in order; numbers of single cells are fetched together. */
  private async matrices(
    stopped: StoppedRun,
    described: readonly ShownMatrix[],
  ): Promise<Dap.Variable[]> {
    const summaries = await Promise.all(described.map(({ name }) => stopped.summary(name)));
    const singles = described.filter((tensor, index) => isSingle(tensor) && summaries[index]);
    const slices = await stopped.windows(singles.map(singleCell));
    const numbers = new Map(slices.map(({ tensor, values }) => [tensor, values?.[0]]));
    return described.map((tensor, index) =>
      this.tensorVariable(stopped, tensor, {
        summary: summaries[index],
        single: numbers.get(tensor.name),
      }),
    );
  }

  private tensorVariable(
    stopped: StoppedRun,
    tensor: ShownMatrix,
    known: { readonly summary: TensorSummary | undefined; readonly single: number | undefined },
  ): Dap.Variable {
    const { name, precision } = tensor;
    if (known.single !== undefined) {
      return {
        name,
        value: exactNumber(known.single, precision),
        type: precision,
        evaluateName: name,
        variablesReference: 0,
      };
    }
    const type = `${precision} ${shapeText(tensor)}`;
    if (known.summary === undefined) {
      const value = `${shapeText(tensor)} not computed yet`;
      return { name, value, type, evaluateName: name, variablesReference: 0 };
    }
    return {
      name,
      value: `${shapeText(tensor)} ${precision} ${rangeText(known.summary)}`,
      type,
      evaluateName: name,
      variablesReference: this.reference(stopped, { kind: 'tensor', tensor }),
      namedVariables: statistics.length,
      indexedVariables: opensIntoRows(tensor) ? tensor.rows : tensor.rows * tensor.columns,
      ...(this.client.memoryReferences && tensor.isTensor && { memoryReference: name }),
    };
  }

  private async scopeChildren(stopped: StoppedRun, scope: TensorScope): Promise<Dap.Variable[]> {
    const described = scope.tensors.map((name) => stopped.tensor(name));
    const tensors = await this.matrices(stopped, described);
    return scope.showsPlace ? [...placeVariables(stopped), ...tensors] : tensors;
  }

  private async tensorChildren(
    stopped: StoppedRun,
    tensor: ShownMatrix,
    args: Dap.VariablesArguments,
  ): Promise<Dap.Variable[]> {
    const named = args.filter === 'indexed' ? [] : await statisticsVariables(stopped, tensor.name);
    if (args.filter === 'named') return named;
    const indexed = opensIntoRows(tensor)
      ? await this.rows(stopped, tensor, rangeOf(args, tensor.rows))
      : await elements(stopped, lineCells(tensor), rangeOf(args, tensor.rows * tensor.columns));
    return [...named, ...indexed];
  }

  private async rows(
    stopped: StoppedRun,
    tensor: ShownMatrix,
    range: ChildRange,
  ): Promise<Dap.Variable[]> {
    const columns = Math.min(tensor.columns, previewedElements);
    const blocks = blocksOf(range, Math.floor(cellsPerAnswer / columns));
    const rows: Dap.Variable[] = [];
    for (const { first, count } of blocks) {
      const window = { tensor: tensor.name, firstRow: first, firstColumn: 0, rows: count, columns };
      const values = valuesOf((await stopped.windows([window]))[0]);
      for (let row = 0; row < count; row++) {
        const preview = values.subarray(row * columns, (row + 1) * columns);
        rows.push({
          name: `[${first + row}]`,
          value: previewText(preview, tensor.columns),
          type: `${tensor.precision} row of ${tensor.columns}`,
          evaluateName: `${tensor.name}[${first + row}, :]`,
          variablesReference: this.reference(stopped, { kind: 'row', tensor, row: first + row }),
          indexedVariables: tensor.columns,
        });
      }
    }
    return withRest(rows, range);
  }

  private reference(stopped: StoppedRun, node: Expandable): number {
    const reference = this.nextReference++;
    this.expandables.set(reference, { stopped, node });
    return reference;
  }
}

function isSingle({ rows, columns }: ShownMatrix): boolean {
  return rows === 1 && columns === 1;
}

function opensIntoRows({ rows, columns }: ShownMatrix): boolean {
  return rows > 1 && columns > 1;
}

function singleCell({ name }: ShownMatrix): Window {
  return { tensor: name, firstRow: 0, firstColumn: 0, rows: 1, columns: 1 };
}
