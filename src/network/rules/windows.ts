/** Windows of convolution and pooling: they fit the image, and one is told which pixels none of them reads. */
import type { NetworkDraft } from '../draft';
import { error, warning, withFix } from '../messages';
import type { Problem } from '../problem';
import { layerSignals, windowCount, windowsOf, type Size, type Windows } from '../signals';
import type { Source } from '../source';
import type { ImageSize, LayerSpec } from '../spec';
import { capital } from '../wording';

export function windows(draft: NetworkDraft, source: Source): readonly Problem[] {
  const signals = layerSignals(draft);
  return draft.layers.flatMap((layer, index) => {
    const found = layer && windowsOf(layer);
    if (layer === undefined || found === undefined) return [];
    const [, height = 'h', width = 'w'] = signals[index]?.input.images ?? [];
    return problemOf(found, { layer, index, source, image: [height, width] });
  });
}

interface Place {
  readonly layer: LayerSpec;
  readonly index: number;
  readonly source: Source;
  readonly image: readonly [height: Size, width: Size];
}

function problemOf(found: Windows, place: Place): readonly Problem[] {
  const { layer, index, source, image } = place;
  const key = layer.type === 'conv2d' ? 'kernel' : 'size';
  const { size, padding } = found;
  if (axes.some((axis) => size[axis] <= padding[axis])) {
    const path = ['layers', index, 'padding'];
    const message = `With a padding of ${by(padding)}, the outermost windows of ${by(size)} see nothing but zeros. Half of the kernel is what keeps the size of an image.`;
    const fix = source.fixTo(path, size.map(half));
    return [withFix(warning('padding', source.rangeOf(path), message), fix)];
  }
  const tooSmall = axes.find((axis) => {
    const length = image[axis];
    return typeof length === 'number' && windowCount(length, axis, found) === 0;
  });
  if (tooSmall !== undefined) {
    const path = ['layers', index, key];
    const most = axes.map((axis) => mostOf(image[axis], padding[axis], size[axis]));
    const padded = padding[0] + padding[1] === 0 ? '' : ` with a padding of ${by(padding)}`;
    const message = `Windows of ${by(size)} do not fit the images that layer ${index + 1} reads, which are ${image.join('×')}${padded}. Make "${key}" at most ${most.join('×')}, or shrink the images less before.`;
    return [
      withFix(error('window-too-large', source.rangeOf(path), message), source.fixTo(path, most)),
    ];
  }
  const unread = axes.flatMap((axis) => unreadLines(image[axis], axis, found));
  if (unread.length === 0) return [];
  const message = `${capital(unread.join(' and '))} of the ${image.join('×')} images that layer ${index + 1} reads are in no window: ${by(size)} windows with a stride of ${by(found.stride)} leave a rest. Choose another "${key}" or "stride"${layer.type === 'conv2d' ? ', or a "padding"' : ''}, to read all pixels.`;
  return [warning('unread-pixels', source.rangeOf(['layers', index, 'type']), message)];
}

const axes = [0, 1] as const;

function mostOf(length: Size, padding: number, size: number): number {
  return typeof length === 'number' ? Math.min(size, length + 2 * padding) : size;
}

/** `row 25`, `columns 24 to 25`, `every third column`; lines count from 1. */
function unreadLines(length: Size, axis: 0 | 1, found: Windows): readonly string[] {
  if (typeof length !== 'number') return [];
  const name = axis === 0 ? 'row' : 'column';
  const [size, stride, padding] = [found.size[axis], found.stride[axis], found.padding[axis]];
  const count = windowCount(length, axis, found);
  const read = (count - 1) * stride + size - padding;
  const gap = stride - size;
  const between =
    0 < gap && 1 < count ? [`${gap === 1 ? `a ${name}` : `${gap} ${name}s`} between windows`] : [];
  if (length <= read) return between;
  const last = read + 1 === length ? `${name} ${length}` : `${name}s ${read + 1} to ${length}`;
  return [...between, last];
}

function half(length: number): number {
  return Math.floor(length / 2);
}

function by([vertical, horizontal]: ImageSize): string {
  return `${vertical}×${horizontal}`;
}
