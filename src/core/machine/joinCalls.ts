/**
 * One call where several neighbors do the same together: for iterations at which nobody looks in between.
 *
 * The joined call writes all that they write, with their bits.
 */
import type { KernelCall } from '../kernels/kernelCall';

/** The three steps of Adam for a parameter become one. */
export function joinCalls(calls: readonly KernelCall[]): readonly KernelCall[] {
  const joined: KernelCall[] = [];
  for (let index = 0; index < calls.length; index++) {
    const step = adamStep(calls.slice(index, index + 3));
    if (step === undefined) {
      joined.push(calls[index]!);
      continue;
    }
    joined.push(step);
    index += 2;
  }
  return joined;
}

function adamStep([first, second, third]: readonly KernelCall[]): KernelCall | undefined {
  if (first?.kernel !== 'blend' || second?.kernel !== 'blendSquare') return undefined;
  if (third?.kernel !== 'adamDescend') return undefined;
  const [mean, gradient, decay1, weight1, count] = first.operands;
  const [square, squared, decay2, weight2, squareCount] = second.operands;
  const [parameter, meanUsed, squareUsed, powers, rate, epsilon, moved] = third.operands;
  const isOne =
    gradient === squared &&
    mean === meanUsed &&
    square === squareUsed &&
    count === squareCount &&
    count === moved;
  if (!isOne) return undefined;
  const addresses = [parameter, mean, square, gradient, powers, rate] as const;
  return {
    kernel: 'adamStep',
    operands: [...addresses, decay1, weight1, decay2, weight2, epsilon, count],
  };
}
