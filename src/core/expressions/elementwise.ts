/**
 * Operators and functions that work element by element, with NumPy's meaning for NaN, infinities and zeros.
 *
 * A matrix of one row or one column, or a number, is repeated to fit the other side.
 */
import type { ScalarMath } from '../kernels/scalarMath';
import type { BinaryOperator, ElementFunctionName } from './expression';
import { ExpressionFault } from './fault';
import type { Meter } from './meter';
import { asMatrix, isMatrix, type ExpressionValue, type MatrixValue } from './value';

export interface ElementwiseOperator {
  readonly compute: (left: number, right: number) => number;
  /** Whether two numbers give true or false instead of 1 or 0. */
  readonly isLogical: boolean;
}

export const elementwiseOperators: Readonly<
  Record<Exclude<BinaryOperator, '@' | '**'>, ElementwiseOperator>
> = {
  or: logical((left, right) => left !== 0 || right !== 0),
  and: logical((left, right) => left !== 0 && right !== 0),
  '<': logical((left, right) => left < right),
  '<=': logical((left, right) => left <= right),
  '>': logical((left, right) => left > right),
  '>=': logical((left, right) => left >= right),
  '==': logical((left, right) => left === right),
  '!=': logical((left, right) => left !== right),
  '+': arithmetic((left, right) => left + right),
  '-': arithmetic((left, right) => left - right),
  '*': arithmetic((left, right) => left * right),
  '/': arithmetic((left, right) => left / right),
  '%': arithmetic(remainder),
};

function logical(holds: (left: number, right: number) => boolean): ElementwiseOperator {
  return { isLogical: true, compute: (left, right) => (holds(left, right) ? 1 : 0) };
}

function arithmetic(compute: (left: number, right: number) => number): ElementwiseOperator {
  return { isLogical: false, compute };
}

/** Has the sign of the divisor, as in Python. */
function remainder(dividend: number, divisor: number): number {
  const rest = dividend % divisor;
  if (rest === 0) return divisor < 0 ? -0 : 0;
  return rest < 0 === divisor < 0 ? rest : rest + divisor;
}

export interface Place {
  readonly meter: Meter;
  readonly column: number;
}

export function combine(
  { compute, isLogical }: ElementwiseOperator,
  [left, right]: readonly [ExpressionValue, ExpressionValue],
  { meter, column }: Place,
): ExpressionValue {
  if (!isMatrix(left) && !isMatrix(right)) {
    const value = compute(Number(left), Number(right));
    return isLogical ? value === 1 : value;
  }
  const [first, second] = [asMatrix(left), asMatrix(right)];
  const rows = commonLength(first.rows, second.rows);
  const columns = commonLength(first.columns, second.columns);
  if (rows === undefined || columns === undefined) {
    throw new ExpressionFault(
      `Found ${first.rows} × ${first.columns} and ${second.rows} × ${second.columns}, expected equal shapes, or one row, one column or a number on one side.`,
      column,
    );
  }
  const result = meter.matrix({ rows, columns }, { column });
  const [leftSteps, rightSteps] = [stepsOf(first), stepsOf(second)];
  let cell = 0;
  for (let row = 0; row < rows; row++) {
    let leftPlace = row * leftSteps.row;
    let rightPlace = row * rightSteps.row;
    for (let end = cell + columns; cell < end; cell++) {
      result.values[cell] = compute(first.values[leftPlace]!, second.values[rightPlace]!);
      leftPlace += leftSteps.column;
      rightPlace += rightSteps.column;
    }
  }
  return result;
}

function commonLength(first: number, second: number): number | undefined {
  if (first === second || second === 1) return first;
  return first === 1 ? second : undefined;
}

/** How far apart neighbors lie; nowhere, where one entry is repeated. */
function stepsOf({ rows, columns }: MatrixValue): {
  readonly row: number;
  readonly column: number;
} {
  return { row: rows === 1 ? 0 : columns, column: columns === 1 ? 0 : 1 };
}

export function mapElements(
  compute: (value: number) => number,
  value: ExpressionValue,
  { meter, column }: Place,
): ExpressionValue {
  if (!isMatrix(value)) return compute(Number(value));
  const result = meter.matrix(value, { column });
  for (let cell = 0; cell < value.values.length; cell++) {
    result.values[cell] = compute(value.values[cell]!);
  }
  return result;
}

/** `exp` and `log` come from the kernels; without them nobody can compute them the same everywhere. */
export function elementFunction(
  name: ElementFunctionName,
  math: ScalarMath | undefined,
): ((value: number) => number) | undefined {
  switch (name) {
    case 'abs':
      return Math.abs;
    case 'sqrt':
      return Math.sqrt;
    case 'exp':
      return math && ((value) => math.exp(value));
    case 'log':
      return math && ((value) => math.log(value));
    case 'isNaN':
      return (value) => (Number.isNaN(value) ? 1 : 0);
    case 'isFinite':
      return (value) => (Number.isFinite(value) ? 1 : 0);
    default:
      return name satisfies never;
  }
}
