/** Activations and their derivatives. */
import { named, reads, writes, type Call, type KernelCase } from './kernelCase';

const activation = (tolerance: number): Call => ({
  operands: ({ rows, columns }) => [writes(rows * columns), reads(rows * columns), rows * columns],
  tolerance,
});

const activationGradient = (tolerance: number): Call => ({
  operands: ({ rows, columns }) => [
    writes(rows * columns),
    reads(rows * columns),
    reads(rows * columns),
    reads(rows * columns),
    rows * columns,
  ],
  tolerance,
});

export const activationCases: readonly KernelCase[] = [
  named('identity', activation(0)),
  named('step', activation(0)),
  named('sigmoid', activation(2.5)),
  named('tanh', activation(1.5)),
  named('relu', activation(0)),
  named('leakyRelu', activation(0)),
  named('elu', activation(2)),
  named('gelu', activation(2)),
  named('silu', activation(2)),
  named('softplus', activation(2)),
  named('softmax', {
    operands: ({ rows, columns }) => [writes(rows * columns), reads(rows * columns), rows, columns],
    tolerance: 4,
  }),
  named('identityGradient', activationGradient(0)),
  named('stepGradient', activationGradient(0)),
  named('sigmoidGradient', activationGradient(0)),
  named('tanhGradient', activationGradient(0)),
  named('reluGradient', activationGradient(0)),
  named('leakyReluGradient', activationGradient(0)),
  named('eluGradient', activationGradient(2)),
  named('geluGradient', activationGradient(2)),
  named('siluGradient', activationGradient(2)),
  named('softplusGradient', activationGradient(2)),
  named('softmaxGradient', {
    operands: ({ rows, columns }) => [
      writes(rows * columns),
      reads(rows * columns),
      reads(rows * columns, 'probability'),
      rows,
      columns,
    ],
    tolerance: 0,
  }),
];
