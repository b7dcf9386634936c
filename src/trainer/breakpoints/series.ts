/** Conditions over the scalar index: `norm(dW1)` in an expression is a column of it, and so is `J`. */
import type { Expression } from '../../core';

/** The expression with every call that is a series, such as `norm(dW1)`, as a name of its own. */
export function withSeries(expression: Expression, series: readonly string[]): Expression {
  const inside = (part: Expression): Expression => withSeries(part, series);
  switch (expression.kind) {
    case 'number':
    case 'boolean':
    case 'name':
      return expression;
    case 'unary':
    case 'transpose':
      return { ...expression, operand: inside(expression.operand) };
    case 'binary':
      return { ...expression, left: inside(expression.left), right: inside(expression.right) };
    case 'call': {
      const { operand, axis, column } = expression;
      const name = operand.kind === 'name' ? `${expression.function}(${operand.name})` : '';
      if (axis === undefined && series.includes(name)) return { kind: 'name', name, column };
      return { ...expression, operand: inside(operand) };
    }
    // The numbers of an element are in no series.
    case 'index':
      return expression;
    default:
      return expression satisfies never;
  }
}

/** The tensor that a series is about: `dW1` of `norm(dW1)`. */
export function tensorOfSeries(name: string): string {
  return /\((\w+)\)$/.exec(name)?.[1] ?? name;
}
