/**
 * What an expression is worth, as a client shows it: in a watch, under the pointer, in the console, or as text
 * to copy.
 */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

import type { EvaluationResult } from '../protocol/expressions';
import type { WatchedData } from './dataBreakpoints';
import { errors, UserError } from './errors';
import { exactNumber } from './numberText';
import { numpyText, pythonBoolean, pythonNumber } from './numpyText';
import type { ShownMatrix, StoppedRun } from './stoppedRun';
import { hoverText } from './tensorText';
import type { Variables } from './variables';

export interface EvaluationSetting {
  readonly stopped: StoppedRun;
  readonly variables: Variables;
}

/** Throws a `UserError` with the column where the expression is wrong. */
export async function evaluated(
  { stopped, variables }: EvaluationSetting,
  { expression, context }: Pick<Dap.EvaluateArguments, 'expression' | 'context'>,
): Promise<Dap.EvaluateResponse['body']> {
  const result = await stopped.evaluate(expression);
  const isCopy = context === 'clipboard';
  const plain = (text: string, type: string): Dap.EvaluateResponse['body'] => ({
    result: text,
    type,
    variablesReference: 0,
  });
  switch (result.kind) {
    case 'error':
      throw new UserError(result.message);
    case 'boolean':
      return plain(isCopy ? pythonBoolean(result.value) : String(result.value), 'boolean');
    case 'number': {
      const precision = result.cell === undefined ? 'float64' : stopped.run.precision;
      const value = result.value[0] ?? NaN;
      return plain(
        isCopy ? pythonNumber(value, precision) : exactNumber(value, precision),
        precision,
      );
    }
    case 'tensor':
    case 'matrix': {
      const matrix = shownMatrix(stopped, expression, result);
      if (isCopy) return plain(await numpyText(stopped, matrix), 'NumPy');
      const body = await variables.evaluated(stopped, matrix);
      const summary = await stopped.summary(matrix.name);
      if (summary === undefined) {
        return { ...body, result: errors.notComputed(matrix.name) };
      }
      return context === 'hover'
        ? { ...body, result: `${body.type}, ${hoverText(summary)}` }
        : body;
    }
    default:
      return result satisfies never;
  }
}

/** The tensor or the element that an expression is, when it is one. */
export async function dataOf(
  stopped: StoppedRun,
  expression: string,
): Promise<WatchedData | undefined> {
  const result = await stopped.evaluate(expression);
  if (result.kind === 'tensor') return { tensor: result.tensor };
  if (result.kind !== 'number') return undefined;
  const { cell } = result;
  const name = expression.trim();
  const isWhole = stopped.run.tensors.some((tensor) => tensor.name === name);
  return isWhole ? { tensor: name } : cell;
}

function shownMatrix(
  stopped: StoppedRun,
  expression: string,
  result: Extract<EvaluationResult, { kind: 'tensor' | 'matrix' }>,
): ShownMatrix {
  if (result.kind === 'tensor') return stopped.tensor(result.tensor);
  const { rows, columns } = result;
  // In brackets an index may follow, whatever the expression is.
  return {
    name: `(${expression.trim()})`,
    shape: [rows, columns],
    rows,
    columns,
    precision: 'float64',
    isTensor: false,
  };
}
