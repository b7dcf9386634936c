/** The records of activations and their derivatives. */
import { activate, activationGradient, Activation, identity } from '../activations';
import * as op from '../opcodes';
import { softmax, softmaxGradient } from '../softmax';
import { address, count, opcode } from './operands';

export function runActivation<T>(r: usize): void {
  switch (opcode(r)) {
    case op.op_identity:
      return identity<T>(address(r, 1), address(r, 2), count(r, 3));
    case op.op_step:
      return activate<T>(Activation.Step, address(r, 1), address(r, 2), count(r, 3));
    case op.op_sigmoid:
      return activate<T>(Activation.Sigmoid, address(r, 1), address(r, 2), count(r, 3));
    case op.op_tanh:
      return activate<T>(Activation.Tanh, address(r, 1), address(r, 2), count(r, 3));
    case op.op_relu:
      return activate<T>(Activation.Relu, address(r, 1), address(r, 2), count(r, 3));
    case op.op_leakyRelu:
      return activate<T>(Activation.LeakyRelu, address(r, 1), address(r, 2), count(r, 3));
    case op.op_elu:
      return activate<T>(Activation.Elu, address(r, 1), address(r, 2), count(r, 3));
    case op.op_gelu:
      return activate<T>(Activation.Gelu, address(r, 1), address(r, 2), count(r, 3));
    case op.op_silu:
      return activate<T>(Activation.Silu, address(r, 1), address(r, 2), count(r, 3));
    case op.op_softplus:
      return activate<T>(Activation.Softplus, address(r, 1), address(r, 2), count(r, 3));
    case op.op_softmax:
      return softmax<T>(address(r, 1), address(r, 2), count(r, 3), count(r, 4));
    case op.op_identityGradient:
      return activationGradient<T>(
        Activation.Identity,
        address(r, 1),
        address(r, 2),
        address(r, 3),
        address(r, 4),
        count(r, 5),
      );
    case op.op_stepGradient:
      return activationGradient<T>(
        Activation.Step,
        address(r, 1),
        address(r, 2),
        address(r, 3),
        address(r, 4),
        count(r, 5),
      );
    case op.op_sigmoidGradient:
      return activationGradient<T>(
        Activation.Sigmoid,
        address(r, 1),
        address(r, 2),
        address(r, 3),
        address(r, 4),
        count(r, 5),
      );
    case op.op_tanhGradient:
      return activationGradient<T>(
        Activation.Tanh,
        address(r, 1),
        address(r, 2),
        address(r, 3),
        address(r, 4),
        count(r, 5),
      );
    case op.op_reluGradient:
      return activationGradient<T>(
        Activation.Relu,
        address(r, 1),
        address(r, 2),
        address(r, 3),
        address(r, 4),
        count(r, 5),
      );
    case op.op_leakyReluGradient:
      return activationGradient<T>(
        Activation.LeakyRelu,
        address(r, 1),
        address(r, 2),
        address(r, 3),
        address(r, 4),
        count(r, 5),
      );
    case op.op_eluGradient:
      return activationGradient<T>(
        Activation.Elu,
        address(r, 1),
        address(r, 2),
        address(r, 3),
        address(r, 4),
        count(r, 5),
      );
    case op.op_geluGradient:
      return activationGradient<T>(
        Activation.Gelu,
        address(r, 1),
        address(r, 2),
        address(r, 3),
        address(r, 4),
        count(r, 5),
      );
    case op.op_siluGradient:
      return activationGradient<T>(
        Activation.Silu,
        address(r, 1),
        address(r, 2),
        address(r, 3),
        address(r, 4),
        count(r, 5),
      );
    case op.op_softplusGradient:
      return activationGradient<T>(
        Activation.Softplus,
        address(r, 1),
        address(r, 2),
        address(r, 3),
        address(r, 4),
        count(r, 5),
      );
    case op.op_softmaxGradient:
      return softmaxGradient<T>(
        address(r, 1),
        address(r, 2),
        address(r, 3),
        count(r, 4),
        count(r, 5),
      );
  }
}
