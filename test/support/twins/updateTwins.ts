/** Twins of optimizers, schedules and clipping. */
import { controlBlock } from '../../../src/core/kernels/controlBlock';
import { each, type TwinMemory, type Twins } from './twinMemory';

type UpdateKernel =
  | 'schedule'
  | 'descend'
  | 'blend'
  | 'blendSquare'
  | 'velocity'
  | 'nesterovDescend'
  | 'rootDescend'
  | 'multiplyPowers'
  | 'adamDescend'
  | 'adamStep'
  | 'adamDescendBook'
  | 'clipNorm'
  | 'clipValue';

export function updateTwins({ round, at, wide }: TwinMemory): Twins<UpdateKernel> {
  const twins: Twins<UpdateKernel> = {
    schedule(...[rate, control, kind, base, first, second, iterationsPerEpoch, epochs]) {
      const iteration = wide(control + controlBlock.iteration)[0]!;
      const epoch = Math.floor(iteration / iterationsPerEpoch);
      wide(rate)[0] = [
        () => base,
        () => base / (1 + first * epoch),
        () => base * second ** Math.floor(epoch / first),
        () => first + ((base - first) * (1 + Math.cos((Math.PI * epoch) / epochs))) / 2,
      ][kind]!();
    },

    descend: (parameter, direction, rate, count) =>
      each(count, (i) => (at(parameter)[i]! -= round(round(wide(rate)[0]!) * at(direction)[i]!))),

    blend: (average, value, decay, weight, count) =>
      each(count, (i) => {
        const kept = round(round(decay) * at(average)[i]!);
        at(average)[i] = kept + round(round(weight) * at(value)[i]!);
      }),

    blendSquare: (average, value, decay, weight, count) =>
      each(count, (i) => {
        const kept = round(round(decay) * at(average)[i]!);
        at(average)[i] = kept + round(round(weight) * round(at(value)[i]! ** 2));
      }),

    velocity: (velocity, gradient, rate, momentum, count) =>
      each(count, (i) => {
        const kept = round(round(momentum) * at(velocity)[i]!);
        at(velocity)[i] = kept - round(round(wide(rate)[0]!) * at(gradient)[i]!);
      }),

    nesterovDescend: (...[parameter, velocity, gradient, rate, momentum, count]) =>
      each(count, (i) => {
        const ahead = round(round(momentum * momentum) * at(velocity)[i]!);
        const step = round(round((1 + momentum) * wide(rate)[0]!) * at(gradient)[i]!);
        at(parameter)[i] = round(at(parameter)[i]! + ahead) - step;
      }),

    rootDescend: (...[parameter, direction, square, rate, epsilon, count]) =>
      each(count, (i) => {
        const step = wide(rate)[0]! * at(direction)[i]!;
        at(parameter)[i]! -= step / (Math.sqrt(at(square)[i]!) + epsilon);
      }),

    multiplyPowers(powers, beta1, beta2) {
      wide(powers)[0]! *= beta1;
      wide(powers)[1]! *= beta2;
    },

    adamDescend: (...[parameter, mean, square, powers, rate, epsilon, count]) =>
      each(count, (i) => {
        const correctedMean = at(mean)[i]! / (1 - wide(powers)[0]!);
        const correctedSquare = at(square)[i]! / (1 - wide(powers)[1]!);
        at(parameter)[i]! -=
          (wide(rate)[0]! * correctedMean) / (Math.sqrt(correctedSquare) + epsilon);
      }),

    adamDescendBook: (...[parameter, mean, square, powers, rate, epsilon, count]) =>
      each(count, (i) => {
        const [power1, power2] = [wide(powers)[0]!, wide(powers)[1]!];
        const corrected = (wide(rate)[0]! * Math.sqrt(1 - power2)) / (1 - power1);
        at(parameter)[i]! -= (corrected * at(mean)[i]!) / (Math.sqrt(at(square)[i]!) + epsilon);
      }),

    adamStep(
      ...[
        parameter,
        mean,
        square,
        gradient,
        powers,
        rate,
        decay1,
        weight1,
        decay2,
        weight2,
        epsilon,
        count,
      ]
    ) {
      twins.blend(mean, gradient, decay1, weight1, count);
      twins.blendSquare(square, gradient, decay2, weight2, count);
      twins.adamDescend(parameter, mean, square, powers, rate, epsilon, count);
    },

    clipNorm: (clipped, vector, sum, limit, count) =>
      each(count, (i) => {
        const factor = Math.min(1, limit / Math.sqrt(wide(sum)[0]!));
        at(clipped)[i] = round(factor) * at(vector)[i]!;
      }),

    clipValue: (clipped, vector, limit, count) =>
      each(count, (i) => {
        at(clipped)[i] = Math.max(-limit, Math.min(limit, at(vector)[i]!));
      }),
  };
  return twins;
}
