/**
 * The natural logarithm to the last digit of the GNU C library (2.28 and later, processors with fused
 * multiply-add), which NumPy's normal numbers inherit.
 *
 * Its error is at most 0.519 units of the last place, so it is nearly always the nearest float64; the few
 * numbers where it is not are why the method is followed step by step. It is that of Szabolcs Nagy in
 * Arm's Optimized Routines, log.c: © 2018 Arm Limited, MIT licence.
 */
import { fusedMultiplyAdd as fma } from './exactArithmetic';
import { logarithmTable } from './logarithmTable';

/** ln x, for a positive normal number. */
export function logarithm(x: number): number {
  return 0.9375 <= x && x < 1.064697265625 ? nearOne(x - 1) : byTable(x);
}

/** x = 2ᵏ · z, z ≈ c of the table: ln x = k ln 2 + ln c + ln(1 + r) with r = z/c - 1, a short series. */
function byTable(x: number): number {
  float[0] = x;
  const scaled = words[highWord]! - 0x3fe60000;
  const k = scaled >> 20;
  words[highWord]! -= scaled & 0xfff00000;
  const z = float[0];
  const [inverse, ofCenter] = logarithmTable[(scaled >>> 13) & 127]!;
  const r = fma(z, inverse, -1);
  // k times the upper part of ln 2 is exact.
  const known = k * 0.6931471805598903 + ofCenter;
  const high = known + r;
  const low = fma(k, 5.497923018708371e-14, known - high + r);
  const square = r * r;
  const tail = fma(
    fma(r, -0.16667054827627667, 0.20000304511814496),
    square,
    fma(r, -0.2499999999622955, 0.33333333331825593),
  );
  return fma(r * square, tail, fma(square, -0.5000000000000001, low)) + high;
}

/** ln(1 + r), a longer series whose first two terms, r - ½r², are added without loss. */
function nearOne(r: number): number {
  const square = r * r;
  const cube = r * square;
  const three = (constant: number, linear: number, quadratic: number) =>
    fma(square, quadratic, fma(r, linear, constant));
  const first = three(0.3333333333333352, -0.24999999999998432, 0.19999999999320328);
  const second = three(-0.16666666669929706, 0.14285715076560868, -0.12499997863982555);
  const third = three(0.11110712032936046, -0.10000486757818193, 0.09181994006195467);
  const last = fma(cube, -0.08328363062289341, third);
  const tail = fma(fma(last, cube, second), cube, first);
  // The upper half of r has an exact square.
  const upper = r + 134_217_728 * r - 134_217_728 * r;
  const lower = r - upper;
  const high = r - 0.5 * upper * upper;
  const low = r - high - 0.5 * upper * upper;
  return high + fma(tail, cube, fma(-0.5 * lower, r + upper, low));
}

const float = new Float64Array(1);
const words = new Int32Array(float.buffer);
const highWord = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;
