/** The last layer gives columns, with one row per row of the targets. */
import { targetCount } from '../dataShape';
import type { NetworkDraft } from '../draft';
import { error, withFix } from '../messages';
import type { Problem } from '../problem';
import { layerSignals } from '../signals';
import type { Source } from '../source';
import type { DataSpec } from '../dataSource';

export function outputUnits(draft: NetworkDraft, source: Source): readonly Problem[] {
  const { data } = draft;
  const last = draft.layers.at(-1);
  const targets = data === undefined ? undefined : targetCount(data);
  if (data === undefined || last === undefined || targets === undefined) return [];
  const found = layerSignals(draft).at(-1)?.output.units;
  // Of no classes at all, the loss is to blame.
  if (typeof found !== 'number' || targets === found || targets === 0) return [];
  const path = ['layers', draft.layers.length - 1, 'units'];
  const message = `The data has ${targetsInWords(data, targets)}, so the last layer needs ${units(targets)}; it has ${found}.`;
  const advice =
    hasClasses(data) && !data.oneHot
      ? ' For one unit per class, set "oneHot": true in "data".'
      : '';
  const fix = last.type === 'dense' ? source.fixTo(path, targets) : undefined;
  return [withFix(error('output-units', source.rangeOf(path), message + advice), fix)];
}

function targetsInWords(data: DataSpec, targets: number): string {
  if (data.oneHot) return `one-hot targets of ${targets} classes`;
  if (data.source === 'csv' && targets !== 1) return `${targets} target columns`;
  return 'one target per sample';
}

function hasClasses(data: DataSpec): boolean {
  if (data.source === 'generator') return 0 < data.classes;
  return data.source === 'idx' || data.source === 'png';
}

function units(count: number): string {
  return count === 1 ? 'one unit' : `${count} units`;
}
