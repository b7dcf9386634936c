/**
 * One call where several neighbors do the same together: for iterations at which nobody looks in between.
 *
 * The joined call writes all that they write, with their bits, but for what only they read.
 */
import type { KernelCall } from '../kernels/kernelCall';

/** The steps of Adam for a parameter become one, so do relu and a max pooling, forward and backward. */
export function joinCalls(calls: readonly KernelCall[]): readonly KernelCall[] {
  const joined: KernelCall[] = [];
  for (let index = 0; index < calls.length; index++) {
    const step = adamStep(calls.slice(index, index + 3));
    const pair = reluMaxPool(calls[index], calls[index + 1]);
    const other = step ?? pair ?? maxPoolReluGradient(calls[index], calls[index + 1]);
    joined.push(other ?? calls[index]!);
    if (other !== undefined) index += step === undefined ? 1 : 2;
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

function reluMaxPool(relu?: KernelCall, pool?: KernelCall): KernelCall | undefined {
  if (relu?.kernel !== 'relu' || pool?.kernel !== 'maxPool') return undefined;
  const [activated, input, count] = relu.operands;
  const [output, pooled, ...sizes] = pool.operands;
  const [channels, height, width, batch] = sizes;
  const isOne = activated === pooled && count === channels * height * width * batch;
  if (!isOne) return undefined;
  return { kernel: 'reluMaxPool', operands: [activated, output, input, ...sizes] };
}

/** The gradient between pooling and relu is left out: no other call reads it. */
function maxPoolReluGradient(pool?: KernelCall, relu?: KernelCall): KernelCall | undefined {
  if (pool?.kernel !== 'maxPoolGradient' || relu?.kernel !== 'reluGradient') return undefined;
  const [pooledGradient, outputGradient, input, ...rest] = pool.operands;
  const [inputGradient, activatedGradient, , activated] = relu.operands;
  if (pooledGradient !== activatedGradient || input !== activated) return undefined;
  const operands = [inputGradient, outputGradient, input, ...rest] as const;
  return { kernel: 'maxPoolReluGradient', operands };
}
