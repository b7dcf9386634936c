/** The reference of network files as Markdown, derived from the catalogue. */
import { network } from './catalogue/network';
import type {
  Case,
  ChoiceShape,
  Entry,
  Option,
  Options,
  Shape,
  VariantShape,
} from './catalogue/shape';
import { dialectDefaults } from './schema';
import { expectation, print } from './wording';

export function networkReference(): string {
  const sections = [
    optionsTable(network.options),
    ...Object.entries(network.options).flatMap(([key, option]) => sectionsOf(key, option.shape)),
  ];
  return sections.join('\n\n') + '\n';
}

/** `key` with the keys that it stands under. */
function sectionsOf(key: string, shape: Shape): readonly string[] {
  switch (shape.kind) {
    case 'list':
      return sectionsOf(key, shape.element);
    case 'record':
    case 'switch':
      return [`### \`${key}\``, optionsTable(shape.options), ...nested(key, shape.options)];
    case 'variant':
      return [`### \`${key}\``, ...variantParts(key, shape)];
    case 'choice':
      return 1 < Object.keys(shape.values).length ? [`### \`${key}\``, wordsTable(shape)] : [];
    default:
      return [];
  }
}

function variantParts(path: string, { tag, cases }: VariantShape): readonly string[] {
  const options = groupOptions(cases);
  return [
    wordsTable({ noun: tag, values: cases }),
    ...(options.length === 0 ? [] : [groupsTable(options, tag)]),
    ...options.flatMap((group) =>
      sectionsOf(placeOf(group, { path, options }), group.option.shape),
    ),
  ];
}

/** `optimizer.schedule`, and `optimizer(adam).form` where other cases have another `form`. */
function placeOf(
  { key, defaults }: OptionGroup,
  { path, options }: { readonly path: string; readonly options: readonly OptionGroup[] },
): string {
  const namesakes = options.filter((other) => other.key === key && hasSection(other.option.shape));
  const cases = [...defaults.values()].flat().join(', ');
  return namesakes.length <= 1 ? `${path}.${key}` : `${path}(${cases}).${key}`;
}

function hasSection(shape: Shape): boolean {
  return 0 < sectionsOf('', shape).length;
}

/** An option that means the same in several cases, with its default in each. */
interface OptionGroup {
  readonly key: string;
  readonly option: Option;
  readonly defaults: Map<string, string[]>;
}

function groupOptions(cases: Readonly<Record<string, Case>>): readonly OptionGroup[] {
  const groups = new Map<string, OptionGroup>();
  for (const [name, { options }] of Object.entries(cases)) {
    for (const [key, option] of Object.entries(options)) {
      const identity = [key, option.documentation, expectation(option.shape)].join('\n');
      const group = groups.get(identity) ?? { key, option, defaults: new Map<string, string[]>() };
      const text = defaultText(option);
      group.defaults.set(text, [...(group.defaults.get(text) ?? []), name]);
      groups.set(identity, group);
    }
  }
  return [...groups.values()];
}

function groupsTable(groups: readonly OptionGroup[], tag: string): string {
  return table(
    ['key', `for ${tag}`, 'value', 'default', 'meaning'],
    groups.map(({ key, option, defaults }) => [
      `\`${key}\``,
      [...defaults.values()].flat().join(', '),
      expectation(option.shape),
      defaultsText(defaults),
      option.documentation,
    ]),
  );
}

function defaultsText(defaults: OptionGroup['defaults']): string {
  const texts = [...defaults].map(([text, names]) =>
    defaults.size === 1 ? text : `${text} (${names.join(', ')})`,
  );
  return texts.join(', ');
}

/** What the options of a record need explained below it. */
function nested(path: string, options: Options): readonly string[] {
  return Object.entries(options).flatMap(([key, option]) =>
    sectionsOf(`${path}.${key}`, option.shape),
  );
}

function optionsTable(options: Options): string {
  return table(
    ['key', 'value', 'default', 'meaning'],
    Object.entries(options).map(([key, option]) => [
      `\`${key}\``,
      expectation(option.shape),
      defaultText(option),
      option.documentation,
    ]),
  );
}

function wordsTable({ noun, values }: Pick<ChoiceShape, 'noun' | 'values'>): string {
  return table(
    [noun, 'meaning'],
    Object.entries<Entry>(values).map(([word, entry]) => [`\`"${word}"\``, entryText(entry)]),
  );
}

function entryText({ documentation, formula, derivative }: Entry): string {
  const formulas = [formula, derivative].flatMap((each) =>
    each === undefined ? [] : [`\`${each}\``],
  );
  return [documentation, ...formulas].join(' ');
}

function defaultText(option: Option): string {
  switch (option.presence) {
    case 'required':
      return 'required';
    case 'defaulted':
      return option.shape.kind === 'record' ? 'see below' : `\`${print(option.default)}\``;
    case 'dialect':
      return dialectDefaults(option, (value) => `\`${value}\``);
    case 'derived':
      return option.rule;
    default:
      return option satisfies never;
  }
}

function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heading), line(heading.map(() => '---')), ...rows.map(line)].join('\n');
}
