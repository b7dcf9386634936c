/**
 * What an expression is worth where the run stands, and the numbers behind it.
 *
 * The name of a tensor gives the tensor itself, everything else what it evaluates to. Nothing is kept: a
 * window of a matrix that an expression makes is cut from a new evaluation.
 */
import {
  evaluateExpression,
  parseExpression,
  summarize,
  summaryFields,
  type Cell,
  type Evaluated,
  type Expression,
  type ExpressionValue,
} from '../core';
import type { EvaluationResult } from '../protocol/expressions';
import { expressionMessage } from './expressionMessage';
import { expressionScopeOf } from './expressionScope';
import type { Run } from './run';

export function evaluate(run: Run, text: string): EvaluationResult {
  const parsed = parseExpression(text);
  if (parsed.kind === 'error') return { kind: 'error', message: expressionMessage(parsed) };
  const { expression } = parsed;
  const tensor = tensorOf(run, expression);
  const result = evaluateExpression(expression, expressionScopeOf(run));
  if (result.kind === 'error') {
    const { notComputedYet } = result;
    return tensor !== undefined && tensor === notComputedYet
      ? { kind: 'tensor', tensor, available: false }
      : { kind: 'error', message: expressionMessage(result) };
  }
  const { value } = result;
  if (typeof value === 'boolean') return { kind: 'boolean', value };
  if (typeof value === 'number') {
    const cell = cellOf(run, expression);
    return {
      kind: 'number',
      value: Float64Array.of(value),
      ...(cell === undefined ? {} : { cell }),
    };
  }
  if (tensor !== undefined) return { kind: 'tensor', tensor, available: true };
  const summary = new Float64Array(summaryFields.length);
  summarize(value.values, summary);
  return { kind: 'matrix', rows: value.rows, columns: value.columns, summary };
}

/** The value itself, for as long as the run does not move. */
export function valueOf(run: Run, text: string): Evaluated {
  const parsed = parseExpression(text);
  return parsed.kind === 'error'
    ? parsed
    : evaluateExpression(parsed.expression, expressionScopeOf(run));
}

/** The cell of which the expression is but another name. */
function cellOf(run: Run, expression: Expression): Cell | undefined {
  const tensor = tensorOf(run, expression);
  if (tensor !== undefined) return { tensor, row: 0, column: 0 };
  if (expression.kind !== 'index' || expression.operand.kind !== 'name') return undefined;
  const { operand, row, columnSubscript } = expression;
  const view = run.timeline.read(operand.name);
  if (view === undefined || row.kind !== 'at' || columnSubscript?.kind === 'range') {
    return undefined;
  }
  const scope = expressionScopeOf(run);
  const index = (part: Expression | undefined, length: number): number => {
    if (part === undefined) return 0;
    const result = evaluateExpression(part, scope);
    const found = result.kind === 'value' ? wholeNumber(result.value) : 0;
    return found < 0 ? found + length : found;
  };
  return {
    tensor: operand.name,
    row: index(row.index, view.rows),
    column: index(columnSubscript?.index, view.columns),
  };
}

/** The tensor whose name is the whole expression. */
function tensorOf({ machine }: Run, expression: Expression): string | undefined {
  if (expression.kind !== 'name') return undefined;
  return machine.program.tensors.find(({ name }) => name === expression.name)?.name;
}

function wholeNumber(value: ExpressionValue): number {
  return typeof value === 'number' ? value : 0;
}
