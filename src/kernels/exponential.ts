/**
 * eˣ in every lane: below 1 ulp everywhere, subnormal results included; ∞ above the range, 0 below it.
 *
 * x = n ln 2 + r with |r| ≤ ½ ln 2, and eˣ = 2ⁿ eʳ. In float64 eʳ is FDLIBM's rational approximation, in
 * float32 Cephes' polynomial. 2ⁿ is applied as two factors, so that only the last product can round or
 * leave the range. `n` is rounded by adding a number whose last bit is worth 1; a biased one leaves n + bias
 * in the lowest bits, ready to be shifted into an exponent.
 */
import { constant, polynomial } from './vectors';

@inline
export function exponential<T>(x: v128): v128 {
  return sizeof<T>() == 8 ? exponential64(x) : exponential32(x);
}

const TABLE64 = memory.data<f64>([
  // 0, 1: the range outside which the result is 0 or infinite.
  -746, 710,
  // 2: 1 / ln 2; 3, 4: ln 2 in two parts, n times the first being exact.
  1.44269504088896338700, 6.93147180369123816490e-1, 1.90821492927058770002e-10,
  // 5: 1.5 · 2⁵²; 6: the same with the exponent's bias; 7, 8: a range of exponents of normal numbers.
  6755399441055744, 6755399441056767, -1000, 1000,
  // 9, 10: whole numbers.
  1, 2,
  // 11…15: r (eʳ + 1) / (eʳ - 1) - 2 in powers of r².
  4.13813679705723846039e-8, -1.65339022054652515390e-6, 6.61375632143793436117e-5,
  -2.77777777770155933842e-3, 1.66666666666666019037e-1,
]);

@inline
function exponential64(unbounded: v128): v128 {
  const x = f64x2.pmin(f64x2.pmax(unbounded, c64(0)), c64(1));
  const n = f64x2.sub(f64x2.add(f64x2.mul(x, c64(2)), c64(5)), c64(5));
  const high = f64x2.sub(x, f64x2.mul(n, c64(3)));
  const low = f64x2.mul(n, c64(4));
  const r = f64x2.sub(high, low);
  const square = f64x2.mul(r, r);
  const c = f64x2.sub(r, f64x2.mul(square, polynomial<f64>(square, TABLE64, 11, 5)));
  const quotient = f64x2.div(f64x2.mul(r, c), f64x2.sub(c64(10), c));
  const power = f64x2.sub(c64(9), f64x2.sub(f64x2.sub(low, quotient), high));

  const first = f64x2.pmin(f64x2.pmax(n, c64(7)), c64(8));
  const rest = f64x2.sub(n, first);
  return f64x2.mul(
    f64x2.mul(power, i64x2.shl(f64x2.add(first, c64(6)), 52)),
    i64x2.shl(f64x2.add(rest, c64(6)), 52),
  );
}

const TABLE32 = memory.data<f32>([
  // The same numbers in the same places.
  -104, 89,
  1.44269504088896341, 0.693359375, -2.12194440e-4,
  12582912, 12583039, -100, 100,
  1, 2,
  // 11…16: (eʳ - 1 - r) / r² in powers of r.
  1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1,
]);

@inline
function exponential32(unbounded: v128): v128 {
  const x = f32x4.pmin(f32x4.pmax(unbounded, c32(0)), c32(1));
  const n = f32x4.sub(f32x4.add(f32x4.mul(x, c32(2)), c32(5)), c32(5));
  const r = f32x4.sub(f32x4.sub(x, f32x4.mul(n, c32(3))), f32x4.mul(n, c32(4)));
  const square = f32x4.mul(r, r);
  const tail = f32x4.mul(polynomial<f32>(r, TABLE32, 11, 6), square);
  const power = f32x4.add(f32x4.add(tail, r), c32(9));

  const first = f32x4.pmin(f32x4.pmax(n, c32(7)), c32(8));
  const rest = f32x4.sub(n, first);
  return f32x4.mul(
    f32x4.mul(power, i32x4.shl(f32x4.add(first, c32(6)), 23)),
    i32x4.shl(f32x4.add(rest, c32(6)), 23),
  );
}

@inline
function c64(index: i32): v128 {
  return constant<f64>(TABLE64, index);
}

@inline
function c32(index: i32): v128 {
  return constant<f32>(TABLE32, index);
}
