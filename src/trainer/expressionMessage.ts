/** What is wrong with an expression, as it is told to the user: with the column, and what may be meant. */
import type { ExpressionError } from '../core';
import { nearestName } from '../network/nearestName';

export function expressionMessage({ message, column, misspelt }: ExpressionError): string {
  const nearest =
    misspelt &&
    nearestName(
      misspelt.found,
      misspelt.known.map((name) => ({ name })),
    );
  const advice = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
  return `Column ${column}: ${message}${advice}`;
}
