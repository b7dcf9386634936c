/** The vocabulary in which the catalogue is written: one short function per shape and kind of option. */
import type { Dialect } from '../spec';
import type {
  Bound,
  Cases,
  ChoiceShape,
  ColumnShape,
  DefaultedOption,
  DerivedOption,
  DialectOption,
  Entry,
  FlagShape,
  ListShape,
  NumberShape,
  Options,
  OptionValues,
  RecordShape,
  RequiredOption,
  Shape,
  SizesShape,
  SwitchShape,
  TextShape,
  ValueOf,
} from './shape';

/** A whole number from `minimum` to `maximum`, both allowed. */
export function whole(minimum: number, maximum: number): NumberShape {
  return { kind: 'number', whole: true, lower: including(minimum), upper: including(maximum) };
}

export function real(lower: Bound, upper: Bound): NumberShape {
  return { kind: 'number', whole: false, lower, upper };
}

export function including(value: number): Bound {
  return { value, included: true };
}

export function excluding(value: number): Bound {
  return { value, included: false };
}

export const flag: FlagShape = { kind: 'flag' };
export const column: ColumnShape = { kind: 'column' };
export const name: TextShape = { kind: 'text', content: 'name' };
export const path: TextShape = { kind: 'text', content: 'path' };
export const key: TextShape = { kind: 'text', content: 'key' };

export function choice<K extends string>(
  noun: string,
  values: Readonly<Record<K, Entry>>,
): ChoiceShape<K> {
  return { kind: 'choice', noun, values };
}

/** At least one element, at most `maximumLength`. */
export function list<E extends Shape>(
  noun: string,
  element: E,
  maximumLength: number,
): ListShape<E> {
  return { kind: 'list', noun, element, maximumLength };
}

export function record<O extends Options>(noun: string, options: O): RecordShape<O> {
  return { kind: 'record', noun, options };
}

/** `true` and `false` switch it on and off. */
export function switchable<O extends Options>(noun: string, options: O): SwitchShape<O> {
  return { kind: 'switch', noun, options };
}

/** `[height, width]`, or one number for both. */
export function size(minimum: number, maximum: number): SizesShape<readonly ['height', 'width']> {
  return { kind: 'sizes', names: ['height', 'width'], minimum, maximum, shortForm: 'number' };
}

/** Of images: `[channels, height, width]`. */
export const imageSizes: SizesShape<readonly ['channels', 'height', 'width']> = {
  kind: 'sizes',
  names: ['channels', 'height', 'width'],
  minimum: 1,
  maximum: 4096,
  shortForm: 'none',
};

export interface VariantDescription<T extends string, C extends Cases> {
  readonly noun: string;
  readonly tag: T;
  readonly tagDocumentation: string;
  readonly shortForm: 'word' | 'none';
  readonly cases: C;
}

export function variant<const T extends string, C extends Cases>(
  description: VariantDescription<T, C>,
): { readonly kind: 'variant' } & VariantDescription<T, C> {
  return { kind: 'variant', ...description };
}

/** `example` is written as in a file, so what has a default may be left out of it. */
export function required<S extends Shape>(
  shape: S,
  documentation: string,
  example: unknown,
): RequiredOption<S> {
  return { presence: 'required', shape, documentation, example };
}

export function defaulted<S extends Shape>(
  shape: S,
  documentation: string,
  value: ValueOf<S>,
): DefaultedOption<S> {
  return { presence: 'defaulted', shape, documentation, default: value };
}

/** What holds where nothing is written, in each dialect. */
export function byDialect<S extends Shape>(
  shape: S,
  documentation: string,
  defaults: Readonly<Record<Dialect, ValueOf<S>>>,
): DialectOption<S> {
  return { presence: 'dialect', shape, documentation, defaults };
}

export function derived<S extends Shape>(
  shape: S,
  documentation: string,
  rule: string,
): DerivedOption<S> {
  return { presence: 'derived', shape, documentation, rule };
}

/** The same option, found also under names that other programs use for it. */
export function alsoCalled<O extends object>(option: O, ...names: readonly string[]): O {
  return { ...option, alsoCalled: names };
}

/** The same option, for which completion offers these values; they are written as in a file. */
export function suggesting<O extends object>(option: O, ...suggestions: readonly unknown[]): O {
  return { ...option, suggestions };
}

/** The values that hold where nothing is written; every option must have a default. */
export function defaultsOf<O extends Readonly<Record<string, DefaultedOption>>>(
  options: O,
): OptionValues<O> {
  const values = Object.entries(options).map(([name, option]) => [name, option.default]);
  return Object.fromEntries(values) as OptionValues<O>;
}
