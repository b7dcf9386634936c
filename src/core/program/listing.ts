/** The program as text, the way the notes write it: one line an instruction, headed by its phase. */
import type { Program } from './compile';
import { formulaText } from './formula';
import type { Instruction } from './instruction';

export interface Listing {
  readonly text: string;
  /** Zero-based line of each instruction; the last entry is the line of the iteration's end. */
  readonly lines: readonly number[];
}

/** `title` becomes the first line; phases stand in a column of their own, shapes at the right. */
export function listProgram(program: Program, title: string): Listing {
  const rows = program.instructions.map((instruction) => ({
    left: `${instruction.writes.join(', ')} = ${formulaText(instruction.formula)}`,
    instruction,
  }));
  const width = Math.max(...rows.map(({ left }) => left.length));
  const text = [`# ${title}: one iteration, ${program.columns} samples`];
  const lines: number[] = [];
  rows.forEach(({ left, instruction }, index) => {
    const previous = program.instructions[index - 1];
    if (previous !== undefined && previous.phase !== instruction.phase) text.push('');
    lines.push(text.length);
    const phase = previous?.phase === instruction.phase ? '' : instruction.phase;
    text.push(`${phase.padEnd(10)}${left.padEnd(width + 2)}${comment(instruction)}`.trimEnd());
  });
  text.push('');
  lines.push(text.length);
  text.push('end');
  return { text: text.join('\n') + '\n', lines };
}

function comment({ shapes, note }: Instruction): string {
  return `# ${shapes}${note === undefined ? '' : `. ${note}`}`;
}
