/**
 * Φ(x) = ½ erfc(-x / √2), the normal distribution: FDLIBM's rational approximations of the error function on
 * five intervals. The left tail keeps its relative accuracy, since e^(-x²/2) is taken of x itself.
 */
import { exp } from './scalarMath';

export function normalDistribution(x: f64): f64 {
  const z = -0.7071067811865476 * x;
  const magnitude = abs<f64>(z);
  if (magnitude < 0.84375) return nearZero(z);
  if (28 <= magnitude) return x < 0 ? 0 : 1;
  const tail = magnitude < 1.25 ? nearOne(magnitude) : farOut(magnitude, abs<f64>(x));
  return x < 0 ? tail : 1 - tail;
}

@inline
function nearZero(z: f64): f64 {
  const square = z * z;
  const change = z + z * ratio(square, NEAR_ZERO, 5, 6);
  return 0.5 * (z < 0.25 ? 1 - change : 0.5 - (change - 0.5));
}

@inline
function nearOne(z: f64): f64 {
  return 0.5 * (1 - 0.845062911510467529297 - ratio(z - 1, NEAR_ONE, 7, 7));
}

/** NaN comes here too, and stays. */
@inline
function farOut(z: f64, x: f64): f64 {
  const s = 1 / (z * z);
  const y = z < 1 / 0.35 ? ratio(s, MIDDLE, 8, 9) : ratio(s, FAR, 7, 8);
  // x² in two parts, the first being exact.
  const high = reinterpret<f64>(reinterpret<u64>(x) & 0xffffffff00000000);
  const power = exp(-0.5 * high * high - 0.5625);
  return (0.5 * power * exp(0.5 * (high - x) * (high + x) + y)) / z;
}

/** The quotient of two polynomials, whose coefficients stand in a table, the highest power first. */
@inline
function ratio(x: f64, table: usize, above: i32, below: i32): f64 {
  const end = table + (<usize>above << 3);
  return polynomial(x, table, above) / polynomial(x, end, below);
}

function polynomial(x: f64, table: usize, terms: i32): f64 {
  let sum: f64 = 0;
  for (const end = table + (<usize>terms << 3); table < end; table += 8) {
    sum = sum * x + load<f64>(table);
  }
  return sum;
}

const NEAR_ZERO = memory.data<f64>([
  -2.37630166566501626084e-5, -5.77027029648944159157e-3, -2.84817495755985104766e-2,
  -3.25042107247001499370e-1, 1.28379167095512558561e-1,
  -3.96022827877536812320e-6, 1.32494738004321644526e-4, 5.08130628187576562776e-3,
  6.50222499887672944485e-2, 3.97917223959155352819e-1, 1,
]);

const NEAR_ONE = memory.data<f64>([
  -2.16637559486879084300e-3, 3.54783043256182359371e-2, -1.10894694282396677476e-1,
  3.18346619901161753674e-1, -3.72207876035701323847e-1, 4.14856118683748331666e-1,
  -2.36211856075265944077e-3,
  1.19844998467991074170e-2, 1.36370839120290507362e-2, 1.26171219808761642112e-1,
  7.18286544141962662868e-2, 5.40397917702171048937e-1, 1.06420880400844228286e-1, 1,
]);

const MIDDLE = memory.data<f64>([
  -9.81432934416914548592, -8.12874355063065934246e1, -1.84605092906711035994e2,
  -1.62396669462573470355e2, -6.23753324503260060396e1, -1.05586262253232909814e1,
  -6.93858572707181764372e-1, -9.86494403484714822705e-3,
  -6.04244152148580987438e-2, 6.57024977031928170135, 1.08635005541779435134e2,
  4.29008140027567833386e2, 6.45387271733267880336e2, 4.34565877475229228821e2,
  1.37657754143519042600e2, 1.96512716674392571292e1, 1,
]);

const FAR = memory.data<f64>([
  -4.83519191608651397019e2, -1.02509513161107724954e3, -6.37566443368389627722e2,
  -1.60636384855821916062e2, -1.77579549177547519889e1, -7.99283237680523006574e-1,
  -9.86494292470009928597e-3,
  -2.24409524465858183362e1, 4.74528541206955367215e2, 2.55305040643316442583e3,
  3.19985821950859553908e3, 1.53672958608443695994e3, 3.25792512996573918826e2,
  3.03380607434824582924e1, 1,
]);
