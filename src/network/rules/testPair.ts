/** Test images and test labels come together. */
import type { NetworkDraft } from '../draft';
import { error } from '../messages';
import type { Problem } from '../problem';
import type { Source } from '../source';

export function testPair({ data }: NetworkDraft, source: Source): readonly Problem[] {
  if (data?.source !== 'idx') return [];
  const { testImages, testLabels } = data;
  if ((testImages === undefined) === (testLabels === undefined)) return [];
  const [given, missing] =
    testImages === undefined ? ['testLabels', 'testImages'] : ['testImages', 'testLabels'];
  const message = `"${given}" is of no use without "${missing}". Give both files, or neither.`;
  return [error('test-pair', source.rangeOf(['data', given]), message)];
}
