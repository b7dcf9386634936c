/**
 * What the `data` of a network file means: generators under one name, with the classes that each has, and
 * one-hot targets where the loss needs them.
 */
import type { NetworkFile } from './catalogue/network';
import type { DataSpec } from './dataSource';
import type { LossKind } from './spec';

export function dataSpec(file: NetworkFile['data'], loss: LossKind | undefined): DataSpec {
  const hasOneTarget = file.source !== 'csv' || file.targets.length === 1;
  const oneHot = file.oneHot ?? (loss === 'categoricalCrossEntropy' && hasOneTarget);
  switch (file.source) {
    case 'gates': {
      const { source: kind, ...rest } = file;
      return { ...rest, oneHot, source: 'generator', kind, classes: 2 };
    }
    case 'xor':
    case 'cats': {
      const { source: kind, ...rest } = file;
      return { ...rest, oneHot, source: 'generator', kind, classes: 2 };
    }
    case 'moons':
    case 'flower': {
      const { source: kind, ...rest } = file;
      return { ...rest, oneHot, source: 'generator', kind, classes: 2 };
    }
    case 'circles': {
      const { source: kind, ...rest } = file;
      const factor = file.factor ?? (file.random === undefined ? 0.5 : 0.8);
      return { ...rest, oneHot, source: 'generator', kind, classes: 2, factor };
    }
    case 'spirals': {
      const { source: kind, ...rest } = file;
      return { ...rest, oneHot, source: 'generator', kind };
    }
    case 'blobs': {
      const { source: kind, ...rest } = file;
      return { ...rest, oneHot, source: 'generator', kind };
    }
    case 'digits': {
      const { source: kind, ...rest } = file;
      return { ...rest, oneHot, source: 'generator', kind, classes: 10 };
    }
    case 'housing': {
      const { source: kind, ...rest } = file;
      return { ...rest, oneHot, source: 'generator', kind, classes: 0 };
    }
    default:
      return { ...file, oneHot };
  }
}
