/**
 * Backstep's gradient check of every entry of every parameter, from making the machine to the verdicts. Its "cost" is
 * the length of the numerical gradient, which the peer must find too.
 */
import process from 'node:process';
import { pathToFileURL } from 'node:url';

import { datasetOf, parametersOf } from './givenNumbers.mjs';
import { serve } from './serve.mjs';

async function prepareCheck(fixture, { sources, kernels }) {
  const backstep = await import(pathToFileURL(sources).href);
  const { instantiate } = backstep.loadKernels(kernels)('strict');
  const { spec, problems } = backstep.parseNetwork(fixture.network);
  if (spec === undefined) throw new Error(problems.map(({ message }) => message).join(' '));
  const given = { spec, dataset: datasetOf(fixture), fileParameters: parametersOf(fixture) };
  let turn = 0;
  let length = NaN;

  function check() {
    const machine = new backstep.Machine({ ...given, kernels: instantiate() });
    const incremental = { spec, kernels: instantiate(), turn: turn++ };
    const gradientCheck = new backstep.GradientCheck({ machine, incremental });
    let squares = 0;
    for (const parameter of gradientCheck.parameters) {
      let result;
      for (const checked of gradientCheck.check(parameter)) result = checked;
      if (result.verdict !== 'correct') throw new Error(`${parameter} is ${result.verdict}`);
      if (result.checked !== result.total)
        throw new Error(`${parameter} is not checked to the end`);
      squares += result.numericalNorm ** 2;
    }
    length = Math.sqrt(squares);
  }
  const training = {
    run(count) {
      for (let time = 0; time < count; time++) check();
    },
    cost: () => length,
  };
  return { versions: { Node: process.versions.node }, training };
}

await serve(prepareCheck);
