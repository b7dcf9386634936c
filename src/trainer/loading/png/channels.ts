/** From pixel after pixel, as files have them, to channel after channel, as layers read them. */
import type { ImageChannels } from '../../../network/dataSource';
import type { PngImage } from './png';

/** (1 or 3, height, width). Grey becomes three equal channels; colors become their luminance, as Pillow rounds it. */
export function toChannels({ pixels, channels }: PngImage, wanted: ImageChannels): Uint8Array {
  const count = pixels.length / channels;
  if (wanted === 'grey') {
    if (channels === 1) return pixels;
    return Uint8Array.from({ length: count }, (_, pixel) => {
      const [red = 0, green = 0, blue = 0] = pixels.subarray(3 * pixel, 3 * pixel + 3);
      // 0.299, 0.587 and 0.114 in fractions of 2¹⁶, and ½ for rounding.
      return (19_595 * red + 38_470 * green + 7471 * blue + 0x8000) >> 16;
    });
  }
  const planes = new Uint8Array(3 * count);
  for (let channel = 0; channel < 3; channel++) {
    for (let pixel = 0; pixel < count; pixel++) {
      planes[channel * count + pixel] = pixels[channels * pixel + (channels === 1 ? 0 : channel)]!;
    }
  }
  return planes;
}
