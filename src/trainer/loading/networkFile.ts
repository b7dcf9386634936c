/** The network file that names the data: what a wrong path or a wrong option is blamed on. */
import { placeOfOption, type OptionPath } from '../../network/optionPlace';
import type { Place } from './dataError';

export interface NetworkFile {
  /** Absolute; relative paths of the network file start from its folder. */
  readonly path: string;
  /** Where an option stands. */
  placeOf(option: OptionPath): Place;
}

/** Without its text, everything is blamed on its beginning. */
export function networkFile(path: string, text: string | undefined): NetworkFile {
  return {
    path,
    placeOf: (option) => ({ file: path, ...(text !== undefined && placeOfOption(text, option)) }),
  };
}
