/** From expression to text, with as few brackets as its parser needs to read the same expression again. */
import { precedence, precedenceOf, type Expression, type Subscript } from './expression';

export function printExpression(expression: Expression): string {
  return print(expression, precedence.or);
}

/** In brackets when it binds less tightly than `minimum`. */
function print(expression: Expression, minimum: number): string {
  const text = bare(expression);
  return bindingOf(expression) < minimum ? `(${text})` : text;
}

function bare(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
    case 'boolean':
      return String(expression.value);
    case 'name':
      return expression.name;
    case 'unary': {
      const { operator, operand } = expression;
      const operandText = print(operand, bindingOf(expression));
      return operator === 'not' ? `not ${operandText}` : `-${operandText}`;
    }
    case 'transpose': {
      const { operand } = expression;
      // The dot behind a number would be taken for its own, by Python at least.
      const isNumber = operand.kind === 'number';
      return isNumber ? `(${bare(operand)}).T` : `${print(operand, precedence.postfix)}.T`;
    }
    case 'binary': {
      const { operator, left, right } = expression;
      const binding = precedenceOf[operator];
      const joinsLeft = binding !== precedence.comparison && operator !== '**';
      const leftText = print(left, joinsLeft ? binding : binding + 1);
      const rightText = print(right, operator === '**' ? precedence.sign : binding + 1);
      return `${leftText} ${operator} ${rightText}`;
    }
    case 'call': {
      const { function: name, operand, axis } = expression;
      const axisText = axis === undefined ? '' : `, axis=${printExpression(axis)}`;
      return `${name}(${printExpression(operand)}${axisText})`;
    }
    case 'index': {
      const { operand, row, columnSubscript } = expression;
      const columnText = columnSubscript === undefined ? '' : `, ${subscript(columnSubscript)}`;
      return `${print(operand, precedence.postfix)}[${subscript(row)}${columnText}]`;
    }
    default:
      return expression satisfies never;
  }
}

function subscript(part: Subscript): string {
  if (part.kind === 'at') return printExpression(part.index);
  const bound = (expression?: Expression): string =>
    expression === undefined ? '' : printExpression(expression);
  const step = part.step === undefined ? '' : `:${printExpression(part.step)}`;
  return `${bound(part.start)}:${bound(part.end)}${step}`;
}

function bindingOf(expression: Expression): number {
  switch (expression.kind) {
    case 'unary':
      return expression.operator === 'not' ? precedence.not : precedence.sign;
    case 'binary':
      return precedenceOf[expression.operator];
    default:
      return precedence.postfix;
  }
}
