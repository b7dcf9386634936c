/**
 * Functions whose last digit must not depend on the JavaScript engine. All on float64, from the module.
 * The core uses these where it would otherwise say `Math.exp` and the like, which lint forbids there.
 */
export interface ScalarMath {
  exp(x: number): number;
  log(x: number): number;
  sin(x: number): number;
  cos(x: number): number;
  tanh(x: number): number;
  sqrt(x: number): number;
}
