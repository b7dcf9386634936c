/** Powers by multiplication alone: `pow` has another last digit on another engine. */
import { ExpressionFault } from './fault';
import { isMatrix, kindOfValue, type ExpressionValue } from './value';

// Beyond this every power but those of 1 and its neighbors is 0 or infinite anyway.
const largestExponent = 1024;

/** Whole powers, by squaring: a product of `value`s, or 1 over it. */
export function power(exponent: ExpressionValue, column: number): (value: number) => number {
  const whole = isMatrix(exponent) ? NaN : Number(exponent);
  if (!Number.isInteger(whole) || largestExponent < Math.abs(whole)) {
    const found = isMatrix(exponent) ? kindOfValue(exponent) : String(exponent);
    throw new ExpressionFault(
      `Found the exponent ${found}, expected a whole number of ${-largestExponent} … ${largestExponent}; for roots there is sqrt.`,
      column,
    );
  }
  return (value) => {
    let result = 1;
    let square = value;
    for (let rest = Math.abs(whole); 0 < rest; rest = Math.floor(rest / 2)) {
      if (rest % 2 === 1) result *= square;
      square *= square;
    }
    return whole < 0 ? 1 / result : result;
  };
}
