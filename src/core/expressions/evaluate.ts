/**
 * From expression to value. Nothing is changed and nothing is executed; what it costs is metered.
 *
 * Everything is computed in float64, also over float32 tensors. Matrices stay matrices: a row of one is a
 * matrix with one row, and a reduction along an axis keeps the axis.
 */
import type { ScalarMath } from '../kernels/scalarMath';
import {
  combine,
  elementFunction,
  elementwiseOperators,
  mapElements,
  type Place,
} from './elementwise';
import type { ElementFunctionName, Expression, ReductionName, Subscript } from './expression';
import { ExpressionFault, faultless, type ExpressionError } from './fault';
import { Meter, watchBudget, workFor } from './meter';
import { power } from './power';
import { linesAlong, logicalReductions, reductions, wholeOf } from './reductions';
import { everything, select, type Selection } from './subscripts';
import {
  asMatrix,
  isMatrix,
  kindOfValue,
  matrixOrNumber,
  type ExpressionValue,
  type MatrixValue,
} from './value';

/** What the names in an expression stand for. */
export interface ExpressionScope {
  /** Undefined when there is no such name. */
  value(name: string): ExpressionValue | 'notComputedYet' | undefined;
  readonly names: readonly string[];
  /** Without it there is no `exp` and no `log`. */
  readonly math?: ScalarMath;
}

export type Evaluated =
  { readonly kind: 'value'; readonly value: ExpressionValue } | ExpressionError;

export interface EvaluationOptions {
  /** Units of work, such as `conditionBudget`; `watchBudget` when absent. */
  readonly budget?: number;
}

export function evaluateExpression(
  expression: Expression,
  scope: ExpressionScope,
  { budget = watchBudget }: EvaluationOptions = {},
): Evaluated {
  const evaluator = new ExpressionEvaluator(scope, new Meter(budget));
  return faultless(() => ({ kind: 'value', value: evaluator.value(expression) }));
}

class ExpressionEvaluator {
  constructor(
    private readonly scope: ExpressionScope,
    private readonly meter: Meter,
  ) {}

  value(expression: Expression): ExpressionValue {
    switch (expression.kind) {
      case 'number':
      case 'boolean':
        return expression.value;
      case 'name':
        return this.named(expression);
      case 'unary':
        return this.unary(expression);
      case 'transpose':
        return this.transposed(expression);
      case 'binary':
        return this.binary(expression);
      case 'call':
        return this.call(expression);
      case 'index':
        return this.indexed(expression);
      default:
        return expression satisfies never;
    }
  }

  private named({ name, column }: Of<'name'>): ExpressionValue {
    const value = this.scope.value(name);
    if (value === 'notComputedYet') {
      throw new ExpressionFault(`${name} has not been computed yet in this iteration.`, column, {
        notComputedYet: name,
      });
    }
    if (value === undefined) {
      throw new ExpressionFault(`There is nothing named "${name}".`, column, {
        misspelt: { found: name, known: this.scope.names },
      });
    }
    return isMatrix(value) ? matrixOrNumber(value) : value;
  }

  private unary({ operator, operand, column }: Of<'unary'>): ExpressionValue {
    const value = this.value(operand);
    if (operator === '-') return mapElements((each) => -each, value, this.at(column));
    return isMatrix(value)
      ? mapElements((each) => (each === 0 ? 1 : 0), value, this.at(column))
      : Number(value) === 0;
  }

  private transposed({ operand, column }: Of<'transpose'>): ExpressionValue {
    const value = this.value(operand);
    if (!isMatrix(value)) return value;
    const { rows, columns, values } = value;
    const size = { rows: columns, columns: rows };
    const result = this.meter.matrix(size, { column, each: workFor.copied });
    for (let row = 0; row < rows; row++) {
      for (let place = 0; place < columns; place++) {
        result.values[place * rows + row] = values[row * columns + place]!;
      }
    }
    return result;
  }

  private binary({ operator, left, right, column }: Of<'binary'>): ExpressionValue {
    const first = this.value(left);
    // What is decided is not looked at any further, so a guard may stand before what it guards.
    if (operator === 'and' && !isMatrix(first) && Number(first) === 0) return false;
    if (operator === 'or' && !isMatrix(first) && Number(first) !== 0) return true;
    const second = this.value(right);
    const place = this.at(column);
    switch (operator) {
      case '@':
        return this.product([first, second], place);
      case '**':
        return mapElements(power(second, right.column), first, place);
      default:
        return combine(elementwiseOperators[operator], [first, second], place);
    }
  }

  /** A number times a matrix is what the notes mean by `1/m · dZ2`. */
  private product(
    [left, right]: readonly [ExpressionValue, ExpressionValue],
    { meter, column }: Place,
  ): ExpressionValue {
    if (!isMatrix(left) || !isMatrix(right)) {
      return combine(elementwiseOperators['*'], [left, right], { meter, column });
    }
    if (left.columns !== right.rows) {
      throw new ExpressionFault(
        `Found ${left.rows} × ${left.columns} times ${right.rows} × ${right.columns}; the inner sizes ${left.columns} and ${right.rows} must be equal.`,
        column,
      );
    }
    const { rows, columns: inner } = left;
    const { columns } = right;
    const result = meter.matrix({ rows, columns }, { column, each: workFor.term * inner });
    for (let row = 0; row < rows; row++) {
      for (let term = 0; term < inner; term++) {
        const factor = left.values[row * inner + term]!;
        for (let place = 0; place < columns; place++) {
          result.values[row * columns + place]! += factor * right.values[term * columns + place]!;
        }
      }
    }
    return matrixOrNumber(result);
  }

  private call({ function: name, operand, axis, column }: Of<'call'>): ExpressionValue {
    const value = this.value(operand);
    if (name === 'shape') {
      const { rows, columns } = asMatrix(value);
      return { rows: 1, columns: 2, values: Float64Array.of(rows, columns) };
    }
    if (isReduction(name)) return this.reduction(name, asMatrix(value), { axis, column });
    return this.elementFunction(name, value, column);
  }

  private reduction(
    name: ReductionName,
    matrix: MatrixValue,
    { axis, column }: { readonly axis: Expression | undefined; readonly column: number },
  ): ExpressionValue {
    const reduce = reductions[name];
    this.meter.spend(workFor.reduced * matrix.values.length, column);
    if (axis === undefined) {
      const whole = reduce(wholeOf(matrix));
      return logicalReductions.has(name) ? whole === 1 : whole;
    }
    const along = this.wholeNumber(axis);
    if (along < -2 || 1 < along) {
      throw new ExpressionFault(
        `Found axis ${along}, expected 0 (of each column) or 1 (of each row).`,
        axis.column,
      );
    }
    const isOfColumns = along === 0 || along === -2;
    const values = Float64Array.from(linesAlong(matrix, isOfColumns ? 0 : 1), reduce);
    return matrixOrNumber(
      isOfColumns
        ? { rows: 1, columns: matrix.columns, values }
        : { rows: matrix.rows, columns: 1, values },
    );
  }

  private elementFunction(
    name: ElementFunctionName,
    value: ExpressionValue,
    column: number,
  ): ExpressionValue {
    const compute = elementFunction(name, this.scope.math);
    if (compute === undefined) {
      throw new ExpressionFault(`${name} cannot be computed here.`, column);
    }
    const result = mapElements(compute, value, this.at(column));
    const isLogical = name === 'isNaN' || name === 'isFinite';
    return isLogical && !isMatrix(result) ? result === 1 : result;
  }

  private indexed({ operand, row, columnSubscript, column }: Of<'index'>): ExpressionValue {
    const matrix = asMatrix(this.value(operand));
    const rows = this.selection(row, column);
    const columns =
      columnSubscript === undefined ? everything : this.selection(columnSubscript, column);
    return select(matrix, [rows, columns], this.at(column));
  }

  private selection(subscript: Subscript, column: number): Selection {
    if (subscript.kind === 'at') {
      const { index } = subscript;
      return { kind: 'at', index: this.wholeNumber(index), column: index.column };
    }
    const bound = (expression?: Expression): number | undefined =>
      expression === undefined ? undefined : this.wholeNumber(expression);
    const { start, end, step } = subscript;
    return {
      kind: 'range',
      start: bound(start),
      end: bound(end),
      step: bound(step) ?? 1,
      column: (start ?? end ?? step)?.column ?? column,
    };
  }

  private wholeNumber(expression: Expression): number {
    const value = this.value(expression);
    if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
    const found = typeof value === 'number' ? String(value) : kindOfValue(value);
    throw new ExpressionFault(`Found ${found}, expected a whole number.`, expression.column);
  }

  private at(column: number): Place {
    return { meter: this.meter, column };
  }
}

type Of<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

function isReduction(name: string): name is ReductionName {
  return Object.hasOwn(reductions, name);
}
