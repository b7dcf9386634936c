/**
 * Numbers as the panel writes them: four significant digits, a real minus sign, NaN and infinities by name.
 *
 * Everything the user reads as a value of the network goes through here, so equal numbers look equal
 * everywhere.
 */

const minus = '−';

/** `0.2417`, `−0.01841`, `3.1e−7`, `12`, `NaN`, `+Inf`, `−Inf`. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Infinity) return '+Inf';
  if (value === -Infinity) return `${minus}Inf`;
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 10_000) return String(value).replace('-', minus);
  return (size < 1e-4 || size >= 1e5 ? exponential(value) : value.toPrecision(4)).replaceAll(
    '-',
    minus,
  );
}

/** A number on an axis, where zeros at the end say nothing: `0.05`, `1e−7`. */
export function formatTick(value: number): string {
  return formatNumber(value)
    .replace(/(\.\d*?)0+(?=$|e)/, '$1')
    .replace(/\.(?=$|e)/, '');
}

/** A count with thin spaces between thousands: `12 400`. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

function exponential(value: number): string {
  return value
    .toExponential(3)
    .replace(/\.?0*e/, 'e')
    .replace('e+', 'e');
}
