/**
 * Batch normalization: every row is brought to mean 0 and variance 1 over the minibatch, then scaled and
 * shifted by γ and β (Ioffe and Szegedy, 2015).
 *
 * A row is a unit, or a channel of images with all of its pixels. The batch variance is biased (1/m). The
 * running averages, for evaluation, are kept in the update phase: running = keep · running + (1 − keep) ·
 * batch, with the variance unbiased in PyTorch's form.
 */
import type { Shape } from '../tensor/shape';
import { normalize, scaleShift } from './batchNormForward';
import {
  betaGradient,
  gammaGradient,
  normalizeBackward,
  scaleBackward,
} from './batchNormGradients';
import { nameTensors, type BatchNormOptions } from './batchNormNames';
import {
  meanInstruction,
  running,
  varianceCorrection,
  varianceInstruction,
} from './batchNormStatistics';
import type { Stage } from './stage';

/** Two stages: the normalization with its statistics, and the scale and shift with their parameters. */
export function batchNormStages(options: BatchNormOptions): readonly Stage[] {
  const names = nameTensors(options);
  const { layer, rows, shape, mean, variance, normalized, gamma, beta, output } = names;
  const perRow: Shape = [rows, 1];
  return [
    {
      layer,
      output: { name: normalized, shape },
      parameters: [],
      others: [
        { name: mean, shape: perRow, role: 'activation' },
        { name: variance, shape: perRow, role: 'activation' },
        { name: `runningMu${layer}`, shape: perRow, role: 'statistics' },
        { name: `runningVar${layer}`, shape: perRow, role: 'statistics' },
      ],
      forward: [meanInstruction(names), varianceInstruction(names), normalize(names)],
      backward: [normalizeBackward(names)],
      evaluation: [
        normalize({ ...names, mean: `runningMu${layer}`, variance: `runningVar${layer}` }),
      ],
      update: [
        running(names, { name: `runningMu${layer}`, source: mean, correction: 1 }),
        running(names, {
          name: `runningVar${layer}`,
          source: variance,
          correction: varianceCorrection(names),
        }),
      ],
    },
    {
      layer,
      output: { name: output, shape },
      parameters: [
        { name: gamma, shape: perRow },
        { name: beta, shape: perRow },
      ],
      forward: [scaleShift(names)],
      backward: [gammaGradient(names), betaGradient(names), scaleBackward(names)],
    },
  ];
}
