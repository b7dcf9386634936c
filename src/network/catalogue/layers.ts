/** Layer kinds. Layers count from 1; the input is `A0 = X`. */
import type { LayerSpec } from '../spec';
import { activation } from './activations';
import { alsoCalled, defaulted, derived, list, required, variant, whole } from './describe';
import { initializer } from './initializers';
import type { Case } from './shape';

export const maximumLayers = 10_000;

const cases = {
  dense: {
    documentation: 'Every unit sees every output of the layer before.',
    formula: 'Z[l] = W[l] · A[l-1] + b[l]; A[l] = activation(Z[l])',
    derivative: 'dW[l] = 1/m · dZ[l] · A[l-1]ᵀ; db[l] = 1/m · Σ dZ[l]; dA[l-1] = W[l]ᵀ · dZ[l]',
    alsoCalled: ['linear', 'fullyConnected', 'affine', 'fc'],
    options: {
      units: alsoCalled(
        required(
          whole(1, 1_000_000),
          'Number of units n[l], which is the number of rows of W, b, Z and A.',
          16,
        ),
        'size',
        'neurons',
        'outputs',
        'width',
        'nodes',
      ),
      activation: alsoCalled(
        defaulted(activation, 'What turns Z into A.', 'identity'),
        'nonlinearity',
      ),
      initializer: alsoCalled(
        derived(
          initializer,
          'How the weights begin; biases begin at 0.',
          'he after relu and leakyRelu, xavier otherwise',
        ),
        'init',
        'initialization',
        'weightInitializer',
        'kernelInitializer',
      ),
    },
  },
} satisfies Readonly<Record<LayerSpec['type'], Case>>;

export const layer = variant({
  noun: 'layer',
  tag: 'type',
  tagDocumentation: 'The kind of layer.',
  shortForm: 'none',
  cases,
});

export const layers = list('layers', layer, maximumLayers);
