/** The expression language: parse, print, evaluate. */
export {
  functionNames,
  namesIn,
  type BinaryOperator,
  type Expression,
  type FunctionName,
} from './expression';
export type { ExpressionError, Misspelt } from './fault';
export { parseExpression, type ParsedExpression } from './parse';
export { printExpression } from './print';
export {
  evaluateExpression,
  type Evaluated,
  type EvaluationOptions,
  type ExpressionScope,
} from './evaluate';
export { conditionBudget, watchBudget } from './meter';
export type { ExpressionValue, MatrixValue } from './value';
