/**
 * The check boxes of the Breakpoints view: alert rules at which training stops.
 *
 * A client asks for them before a network is loaded, so they cannot come from the trainer. A test holds them
 * equal to the rules that the trainer has.
 */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

export const alertFilters: readonly Dap.ExceptionBreakpointsFilter[] = [
  {
    filter: 'vanishingGradient',
    label: 'Break on vanishing gradient',
    description:
      'Stops when the gradients of an early layer are very small beside those of the last layer.',
    default: false,
    supportsCondition: true,
    conditionDescription: 'ratio < 1e-3: of a layer’s gradient to the last layer’s',
  },
  {
    filter: 'explodingGradient',
    label: 'Break on exploding gradient',
    description: 'Stops when the gradients of a layer grow beyond all measure.',
    default: false,
    supportsCondition: true,
    conditionDescription: 'norm > 1000: of a layer’s gradient',
  },
  {
    filter: 'notFinite',
    label: 'Break on NaN or infinity',
    description: 'Stops when a cost, a gradient or a parameter is not a finite number.',
    default: true,
    supportsCondition: true,
    conditionDescription: 'size > 1e30: also stops on finite numbers larger than that',
  },
];
