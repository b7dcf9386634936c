/** What a run is made from, and whether another process had the same. */
import { createHash } from 'node:crypto';

import type { Dataset } from '../../core';
import type { Run } from '../run';
import type { TraceHeader } from './format';
import { numericsVersion } from './numericsVersion';

export function headerOf(run: Run): TraceHeader {
  const { text, spec, dataset, machine, timeline, kernels } = run;
  return {
    numericsVersion,
    kernels,
    networkText: text,
    contentHash: contentHash(text, dataset),
    seed: spec.training.seed,
    precision: spec.training.precision,
    persistentBytes: machine.persistent.byteLength,
    scalarNames: timeline.scalars.names,
  };
}

/** Why this version cannot go on with what `header` describes; a sentence for the user, or undefined when it can. */
export function versionDifference(header: TraceHeader): string | undefined {
  if (header.numericsVersion === numericsVersion) return undefined;
  return `It was computed by version ${header.numericsVersion} of Backstep's arithmetic, and this is version ${numericsVersion}: its numbers would differ. Use the Backstep that wrote it.`;
}

/** Why what `header` describes cannot go on as this run; a sentence for the user, or undefined when it can. */
export function differenceFrom(header: TraceHeader, run: Run): string | undefined {
  const own = headerOf(run);
  const otherVersion = versionDifference(header);
  if (otherVersion !== undefined) return otherVersion;
  if (header.kernels !== own.kernels) {
    return `It was computed by the ${header.kernels} kernels, and here the ${own.kernels} ones run, which may round otherwise.`;
  }
  if (header.networkText !== own.networkText) return 'The network file has changed since.';
  if (header.contentHash !== own.contentHash) {
    return 'The data has changed since: its numbers are not those of the run. Put the data back as it was, or start anew.';
  }
  const isSame =
    header.seed === own.seed &&
    header.precision === own.precision &&
    header.persistentBytes === own.persistentBytes &&
    header.scalarNames.join('\n') === own.scalarNames.join('\n');
  return isSame ? undefined : 'It says of itself what does not fit its network.';
}

function contentHash(text: string, { train, validation, test }: Dataset): string {
  const hash = createHash('sha256').update(text).update('\0');
  for (const { count, inputs, targets } of [train, validation, test]) {
    for (const { buffer, byteOffset, byteLength } of [inputs, targets]) {
      hash
        .update(`${count} ${byteLength}\n`)
        .update(new Uint8Array(buffer, byteOffset, byteLength));
    }
  }
  return hash.digest('hex');
}
