/**
 * Shapes: what a value in a network file may look like, as data.
 *
 * The catalogue is written in these shapes. Reading, the JSON schema, hover texts and the printed
 * reference are functions over them, so an option is described once and behaves the same everywhere.
 */

import type { Dialect } from '../spec';

export type Shape =
  | NumberShape
  | SizesShape
  | TextShape
  | FlagShape
  | ColumnShape
  | ChoiceShape
  | ListShape
  | RecordShape
  | SwitchShape
  | VariantShape;

export interface NumberShape {
  readonly kind: 'number';
  readonly whole: boolean;
  readonly lower: Bound;
  readonly upper: Bound;
}

export interface Bound {
  readonly value: number;
  /** Whether the bound itself is allowed. */
  readonly included: boolean;
}

/** Whole numbers in a fixed order: `[height, width]`. */
export interface SizesShape<N extends readonly string[] = readonly string[]> {
  readonly kind: 'sizes';
  readonly names: N;
  readonly minimum: number;
  readonly maximum: number;
  /** With `number`, a single number stands for that number in all places. */
  readonly shortForm: 'number' | 'none';
}

/** A path names a file relative to the network file; a name is free text; a key names an array of an NPZ file. */
export interface TextShape {
  readonly kind: 'text';
  readonly content: 'name' | 'path' | 'key';
}

export interface FlagShape {
  readonly kind: 'flag';
}

/** A column of a table: its name in the header, or its number counted from 0. */
export interface ColumnShape {
  readonly kind: 'column';
}

/** One of a few words. */
export interface ChoiceShape<K extends string = string> {
  readonly kind: 'choice';
  readonly noun: string;
  readonly values: Readonly<Record<K, Entry>>;
}

export interface ListShape<E extends Shape = Shape> {
  readonly kind: 'list';
  /** What the elements are, in the plural. */
  readonly noun: string;
  readonly element: E;
  readonly maximumLength: number;
}

export interface RecordShape<O extends Options = Options> {
  readonly kind: 'record';
  readonly noun: string;
  readonly options: O;
}

/** A record that `true` switches on with all its defaults, and `false` off. */
export interface SwitchShape<O extends Options = Options> {
  readonly kind: 'switch';
  readonly noun: string;
  readonly options: O;
}

/** One of several records, told apart by the word under `tag`. */
export interface VariantShape<T extends string = string, C extends Cases = Cases> {
  readonly kind: 'variant';
  readonly noun: string;
  readonly tag: T;
  readonly tagDocumentation: string;
  /** With `word`, the tag's word alone stands for the record with all its defaults. */
  readonly shortForm: 'word' | 'none';
  readonly cases: C;
}

/** What a word of the file means. */
export interface Entry {
  /** One sentence or two. */
  readonly documentation: string;
  readonly formula?: string;
  readonly derivative?: string;
  /** Names under which other programs know it, for "did you mean". */
  readonly alsoCalled?: readonly string[];
}

export interface Case extends Entry {
  readonly options: Options;
}

export type Cases = Readonly<Record<string, Case>>;
export type Options = Readonly<Record<string, Option>>;

export type Option<S extends Shape = Shape> =
  RequiredOption<S> | DefaultedOption<S> | DialectOption<S> | DerivedOption<S>;

interface CommonOption<S extends Shape> {
  readonly shape: S;
  readonly documentation: string;
  readonly alsoCalled?: readonly string[];
  /** Values that completion offers to write. */
  readonly suggestions?: readonly unknown[];
}

export interface RequiredOption<S extends Shape = Shape> extends CommonOption<S> {
  readonly presence: 'required';
  /** What a quick fix writes where the option is missing. */
  readonly example: unknown;
}

export interface DefaultedOption<S extends Shape = Shape> extends CommonOption<S> {
  readonly presence: 'defaulted';
  readonly default: unknown;
}

/** May be left out; the dialect of the file then decides. */
export interface DialectOption<S extends Shape = Shape> extends CommonOption<S> {
  readonly presence: 'dialect';
  readonly defaults: Readonly<Record<Dialect, unknown>>;
}

/** May be left out; the value then follows from others, as `rule` says. */
export interface DerivedOption<S extends Shape = Shape> extends CommonOption<S> {
  readonly presence: 'derived';
  readonly rule: string;
}

/** The plain value that reading a shape gives. */
export type ValueOf<S> = S extends { readonly kind: 'number' }
  ? number
  : S extends { readonly kind: 'text' }
    ? string
    : S extends { readonly kind: 'flag' }
      ? boolean
      : S extends { readonly kind: 'column' }
        ? string | number
        : S extends ChoiceShape<infer K>
          ? K
          : S extends ListShape<infer E>
            ? readonly ValueOf<E>[]
            : S extends SizesShape<infer N>
              ? { readonly [K in keyof N]: number }
              : S extends RecordShape<infer O>
                ? OptionValues<O>
                : S extends SwitchShape<infer O>
                  ? OptionValues<O> | false
                  : S extends VariantShape<infer T, infer C>
                    ? CaseValues<T, C>
                    : never;

export type OptionValues<O> = {
  readonly [K in keyof O as O[K] extends DerivedOption ? never : K]: OptionValue<O[K]>;
} & {
  readonly [K in keyof O as O[K] extends DerivedOption ? K : never]?: OptionValue<O[K]>;
};

type OptionValue<O> = O extends { readonly shape: infer S } ? ValueOf<S> : never;

type CaseValues<T extends string, C> = {
  readonly [K in keyof C]: { readonly [tag in T]: K } & (C[K] extends { readonly options: infer O }
    ? OptionValues<O>
    : never);
}[keyof C];
