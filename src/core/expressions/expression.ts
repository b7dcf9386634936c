/**
 * Expressions over the tensors and numbers of a run: what a watch, a condition or the debug console says.
 *
 * An expression is data. It can be printed, searched for names and evaluated, and nothing in it can do
 * anything. Every part knows the one-based column at which it begins, so that an error can point there.
 */

export type Expression =
  | { readonly kind: 'number'; readonly value: number; readonly column: number }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly column: number }
  | { readonly kind: 'name'; readonly name: string; readonly column: number }
  | {
      readonly kind: 'unary';
      readonly operator: '-' | 'not';
      readonly operand: Expression;
      readonly column: number;
    }
  | { readonly kind: 'transpose'; readonly operand: Expression; readonly column: number }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
      /** Of the operator. */
      readonly column: number;
    }
  | {
      readonly kind: 'call';
      readonly function: FunctionName;
      readonly operand: Expression;
      readonly axis?: Expression;
      readonly column: number;
    }
  | {
      readonly kind: 'index';
      readonly operand: Expression;
      readonly row: Subscript;
      /** Absent in `b1[2]`, which takes a whole row. */
      readonly columnSubscript?: Subscript;
      readonly column: number;
    };

/** One of the things between square brackets: `3`, `2:5`, `::-1`. */
export type Subscript =
  | { readonly kind: 'at'; readonly index: Expression }
  | {
      readonly kind: 'range';
      readonly start?: Expression;
      readonly end?: Expression;
      readonly step?: Expression;
    };

/** `*` goes element by element, `@` is the matrix product. */
export type BinaryOperator =
  'or' | 'and' | '<' | '<=' | '>' | '>=' | '==' | '!=' | '+' | '-' | '*' | '/' | '%' | '@' | '**';

/** How tightly operators bind; the larger binds first. All but the comparisons and `**` join to the left. */
export const precedence = {
  or: 1,
  and: 2,
  not: 3,
  comparison: 4,
  sum: 5,
  product: 6,
  sign: 7,
  power: 8,
  postfix: 9,
} as const;

export const precedenceOf: Readonly<Record<BinaryOperator, number>> = {
  or: precedence.or,
  and: precedence.and,
  '<': precedence.comparison,
  '<=': precedence.comparison,
  '>': precedence.comparison,
  '>=': precedence.comparison,
  '==': precedence.comparison,
  '!=': precedence.comparison,
  '+': precedence.sum,
  '-': precedence.sum,
  '*': precedence.product,
  '/': precedence.product,
  '%': precedence.product,
  '@': precedence.product,
  '**': precedence.power,
};

/** Functions that make one number of many; with `axis=0` one of each column, with `axis=1` one of each row. */
export const reductionNames = [
  'sum',
  'mean',
  'min',
  'max',
  'norm',
  'argmin',
  'argmax',
  'any',
  'all',
] as const;

/** Functions that make one number of one number, everywhere in a tensor. */
export const elementFunctionNames = ['abs', 'sqrt', 'exp', 'log', 'isNaN', 'isFinite'] as const;

export const functionNames = [...reductionNames, ...elementFunctionNames, 'shape'] as const;

export type ReductionName = (typeof reductionNames)[number];
export type ElementFunctionName = (typeof elementFunctionNames)[number];
export type FunctionName = (typeof functionNames)[number];

/** The names of tensors and numbers that the value of an expression may depend on. */
export function namesIn(expression: Expression): ReadonlySet<string> {
  const names = new Set<string>();
  collect(expression, names);
  return names;
}

function collect(expression: Expression, names: Set<string>): void {
  if (expression.kind === 'name') names.add(expression.name);
  for (const part of partsOf(expression)) collect(part, names);
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'number':
    case 'boolean':
    case 'name':
      return [];
    case 'unary':
    case 'transpose':
      return [expression.operand];
    case 'binary':
      return [expression.left, expression.right];
    case 'call':
      return [expression.operand, ...present(expression.axis)];
    case 'index': {
      const { operand, row, columnSubscript } = expression;
      return [operand, ...[row, ...present(columnSubscript)].flatMap(subscriptParts)];
    }
    default:
      return expression satisfies never;
  }
}

function subscriptParts(subscript: Subscript): readonly Expression[] {
  if (subscript.kind === 'at') return [subscript.index];
  const { start, end, step } = subscript;
  return [...present(start), ...present(end), ...present(step)];
}

function present<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}
