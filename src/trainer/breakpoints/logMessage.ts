/** Messages of logpoints: text with expressions in braces, such as `J is {J}`; `\{` is a brace. */
import {
  conditionBudget,
  evaluateExpression,
  type Expression,
  type ExpressionScope,
} from '../../core';
import { parseNamed } from './condition';
import { valueText } from './valueText';

export type LogMessage = (scope: ExpressionScope) => string;

export type ParsedLogMessage =
  | { readonly kind: 'message'; readonly textIn: LogMessage }
  | { readonly kind: 'error'; readonly message: string };

export function parseLogMessage(text: string, scope: ExpressionScope): ParsedLogMessage {
  const parts: (string | Expression)[] = [];
  for (const [whole, escaped, expressionText] of text.matchAll(
    /\\([{}])|\{([^{}]*)\}|[{}]|[^\\{}]+|\\/g,
  )) {
    if (escaped !== undefined) parts.push(escaped);
    else if (expressionText !== undefined) {
      const parsed = parseNamed(expressionText, { scope });
      if (parsed.kind === 'error') {
        return { kind: 'error', message: `In {${expressionText}}: ${parsed.message}` };
      }
      parts.push(parsed.expression);
    } else if (whole === '{' || whole === '}') {
      const message = `Found "${whole}" without its other half in the message; write \\${whole} for the character itself.`;
      return { kind: 'error', message };
    } else parts.push(whole);
  }
  return {
    kind: 'message',
    textIn: (here) =>
      parts.map((part) => (typeof part === 'string' ? part : expressionText(part, here))).join(''),
  };
}

function expressionText(expression: Expression, scope: ExpressionScope): string {
  const evaluated = evaluateExpression(expression, scope, { budget: conditionBudget });
  if (evaluated.kind === 'value') return valueText(evaluated.value);
  return evaluated.notComputedYet === undefined ? `(${evaluated.message})` : '(not computed yet)';
}
