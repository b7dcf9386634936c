/** What words and signs are: operators, functions, constants. */
import {
  functionNames,
  precedence,
  precedenceOf,
  type BinaryOperator,
  type FunctionName,
} from './expression';
import type { Token } from './tokens';

export function constantOf(word: string): number | boolean | undefined {
  return Object.hasOwn(constants, word) ? constants[word] : undefined;
}

const constants: Readonly<Record<string, number | boolean>> = {
  true: true,
  false: false,
  True: true,
  False: false,
  NaN,
  Infinity,
};

/** What stands to the right binds more tightly; behind `**` also a sign or another `**`. */
export function rightMinimum(operator: BinaryOperator): number {
  return operator === '**' ? precedence.sign : precedenceOf[operator] + 1;
}

export function binaryOperator({ kind, text }: Token): BinaryOperator | undefined {
  const isOperator = kind !== 'end' && Object.hasOwn(precedenceOf, text);
  return isOperator ? (text as BinaryOperator) : undefined;
}

export function isComparison(operator: BinaryOperator): boolean {
  return precedenceOf[operator] === precedence.comparison;
}

export function isFunctionName(name: string): name is FunctionName {
  return functionNames.some((known) => known === name);
}
