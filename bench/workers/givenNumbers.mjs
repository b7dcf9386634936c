/** The numbers of a fixture, as Backstep's machine takes them. */

/** All samples are for training. */
export function datasetOf({ inputShape, outputs, arrays: { X, Y } }) {
  const precise = X.values.constructor;
  const none = { count: 0, inputs: new precise(), targets: new precise() };
  return {
    features: X.shape[1],
    ...(inputShape.length === 3 ? { inputShape } : {}),
    outputs,
    train: { count: X.shape[0], inputs: X.values, targets: Y.values },
    validation: none,
    test: none,
  };
}

export function parametersOf({ arrays }) {
  const parameters = Object.entries(arrays).filter(([name]) => /^[Wb]\d/.test(name));
  return new Map(parameters.map(([name, { values }]) => [name, values]));
}
