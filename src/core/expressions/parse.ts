/**
 * From text to expression: operator precedence after Pratt, with the precedences of Python.
 *
 * Nesting is bounded by the number of tokens, so no text can exhaust the stack.
 */
import {
  functionNames,
  precedence,
  precedenceOf,
  reductionNames,
  type Expression,
  type Subscript,
} from './expression';
import { ExpressionFault, faultless, type ExpressionError } from './fault';
import { tokensOf, type Token } from './tokens';
import { binaryOperator, constantOf, isComparison, isFunctionName, rightMinimum } from './words';

export type ParsedExpression =
  { readonly kind: 'parsed'; readonly expression: Expression } | ExpressionError;

export function parseExpression(text: string): ParsedExpression {
  return faultless(() => {
    const parser = new Parser(tokensOf(text));
    return { kind: 'parsed', expression: parser.wholeExpression() };
  });
}

class Parser {
  private next = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  wholeExpression(): Expression {
    const expression = this.expression(precedence.or);
    if (this.token.kind !== 'end') throw this.unexpected('an operator or the end');
    return expression;
  }

  /** As much as is joined by operators that bind at least as tightly as `minimum`. */
  private expression(minimum: number): Expression {
    let left = this.prefixed();
    for (;;) {
      const { text, column } = this.token;
      const operator = binaryOperator(this.token);
      if (operator === undefined || precedenceOf[operator] < minimum) return left;
      this.next++;
      const right = this.expression(rightMinimum(operator));
      left = { kind: 'binary', operator, left, right, column };
      const following = binaryOperator(this.token);
      if (isComparison(operator) && following !== undefined && isComparison(following)) {
        throw new ExpressionFault(
          `Found "${this.token.text}" behind "${text}"; comparisons do not chain, join two of them with "and".`,
          this.token.column,
        );
      }
    }
  }

  private prefixed(): Expression {
    const { text, column } = this.token;
    if (this.takes('+')) return this.expression(precedence.sign);
    if (this.takes('-')) {
      const operand = this.expression(precedence.sign);
      return { kind: 'unary', operator: '-', operand, column };
    }
    if (this.takes('not') || this.takes('!')) {
      const operand = this.expression(text === '!' ? precedence.sign : precedence.not);
      return { kind: 'unary', operator: 'not', operand, column };
    }
    return this.postfixed(this.primary());
  }

  private primary(): Expression {
    const { kind, text, column } = this.token;
    if (kind === 'number') {
      this.next++;
      return { kind: 'number', value: Number(text), column };
    }
    if (kind === 'word' && binaryOperator(this.token) === undefined) {
      this.next++;
      if (this.takes('(')) return this.call(text, column);
      const constant = constantOf(text);
      if (typeof constant === 'number') return { kind: 'number', value: constant, column };
      if (typeof constant === 'boolean') return { kind: 'boolean', value: constant, column };
      return { kind: 'name', name: text, column };
    }
    if (this.takes('(')) {
      const inside = this.expression(precedence.or);
      this.expect(')');
      return inside;
    }
    throw this.unexpected('a number, a name or "("');
  }

  private postfixed(expression: Expression): Expression {
    let operand = expression;
    for (;;) {
      const { column } = this.token;
      if (this.takes('ᵀ')) {
        operand = { kind: 'transpose', operand, column };
      } else if (this.takes('.')) {
        if (!this.takes('T')) throw this.unexpected('"T", the transpose');
        operand = { kind: 'transpose', operand, column };
      } else if (this.takes('[')) {
        const row = this.subscript();
        const columnSubscript = this.takes(',') ? this.subscript() : undefined;
        if (this.token.text === ',') {
          throw new ExpressionFault(
            'Found a third index; a tensor is read as a matrix and takes a row and a column.',
            this.token.column,
          );
        }
        this.expect(']');
        operand = {
          kind: 'index',
          operand,
          row,
          ...(columnSubscript === undefined ? {} : { columnSubscript }),
          column,
        };
      } else {
        return operand;
      }
    }
  }

  private call(name: string, column: number): Expression {
    const isTranspose = name === 'transpose';
    if (!isTranspose && !isFunctionName(name)) {
      throw new ExpressionFault(`There is no function "${name}".`, column, {
        misspelt: { found: name, known: [...functionNames, 'transpose'] },
      });
    }
    const operand = this.expression(precedence.or);
    if (isTranspose || !this.takes(',')) {
      this.expect(')');
      return isTranspose
        ? { kind: 'transpose', operand, column }
        : { kind: 'call', function: name, operand, column };
    }
    if (!reductionNames.some((reduction) => reduction === name)) {
      throw new ExpressionFault(`${name} takes one argument.`, this.token.column);
    }
    if (this.takes('axis')) this.expect('=');
    const axis = this.expression(precedence.or);
    this.expect(')');
    return { kind: 'call', function: name, operand, axis, column };
  }

  private subscript(): Subscript {
    const start = this.bound();
    if (!this.takes(':')) {
      if (start === undefined) throw this.unexpected('an index such as 3, or a slice such as 2:5');
      return { kind: 'at', index: start };
    }
    const end = this.bound();
    const step = this.takes(':') ? this.bound() : undefined;
    return {
      kind: 'range',
      ...(start === undefined ? {} : { start }),
      ...(end === undefined ? {} : { end }),
      ...(step === undefined ? {} : { step }),
    };
  }

  private bound(): Expression | undefined {
    return [':', ',', ']'].includes(this.token.text) ? undefined : this.expression(precedence.or);
  }

  private get token(): Token {
    return this.tokens[this.next]!;
  }

  private takes(text: string): boolean {
    if (this.token.kind === 'end' || this.token.text !== text) return false;
    this.next++;
    return true;
  }

  private expect(text: string): void {
    if (!this.takes(text)) throw this.unexpected(`"${text}"`);
  }

  private unexpected(expected: string): ExpressionFault {
    const { kind, text, column } = this.token;
    const found = kind === 'end' ? 'the end' : `"${text}"`;
    return new ExpressionFault(`Found ${found}, expected ${expected}.`, column);
  }
}
