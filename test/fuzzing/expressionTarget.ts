/** Texts of watches and conditions, whole and damaged: each is parsed, printed and evaluated, or refused. */
import { isDeepStrictEqual } from 'node:util';

import {
  evaluateExpression,
  parseExpression,
  printExpression,
  type ExpressionScope,
  type ExpressionValue,
} from '../../src/core';
import { DataError } from '../../src/trainer/loading/dataError';
import { withoutColumns } from '../core/expressions/withoutColumns';
import type { FuzzTarget } from './targets';

const texts = [
  'W1[0, :] · A1 + b1.T ⊙ 2 ** -3 % 5',
  'norm(dW1, axis=0) < 1e-6 and not any(isNaN(A1)) or iteration % 100 == 0',
  'argmax(A1[-1, ::-1]) >= 3 && !(J != NaN || true) - -Infinity',
  'transpose(W1)[1:, 2:5:2] @ X - mean(X, 1) / sqrt(sum(abs(W1ᵀ)))',
  'shape(W1)[0, 1] ≤ .5e3 ≠ 0x1F',
  '((((((((((W1))))))))))[0][0][0].T.T.T',
];

const values: Readonly<Record<string, ExpressionValue>> = {
  W1: { rows: 3, columns: 2, values: Float64Array.of(1, -2, 3.5, 0, NaN, -Infinity) },
  A1: { rows: 2, columns: 3, values: Float32Array.of(1, 2, 3, 4, 5, 6) },
  X: { rows: 2, columns: 4, values: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8) },
  J: 0.25,
  iteration: 12,
};

const scope: ExpressionScope = {
  names: Object.keys(values),
  value: (name) => (Object.hasOwn(values, name) ? values[name] : undefined),
};

export const expressionTarget: FuzzTarget = {
  name: 'expression',
  seeds: texts.map((text) => Buffer.from(text)),
  parse({ bytes, file }) {
    const text = Buffer.from(bytes).toString('utf8');
    const parsed = parseExpression(text);
    if (parsed.kind === 'error') {
      const isPlaced = 1 <= parsed.column && parsed.column <= text.length + 1;
      if (!isPlaced) return `column ${parsed.column} of ${JSON.stringify(text)}`;
      throw new DataError(parsed.message, { file });
    }
    const { expression } = parsed;
    const printed = printExpression(expression);
    const again = parseExpression(printed);
    if (
      again.kind === 'error' ||
      !isDeepStrictEqual(withoutColumns(again.expression), withoutColumns(expression))
    ) {
      return `${JSON.stringify(text)} printed as ${printed}`;
    }
    const result = evaluateExpression(expression, scope, { budget: 10_000 });
    if (result.kind === 'value') return undefined;
    if (!(1 <= result.column && result.column <= text.length + 1)) {
      return `column ${result.column} of ${JSON.stringify(text)}`;
    }
    throw new DataError(result.message, { file });
  },
};
