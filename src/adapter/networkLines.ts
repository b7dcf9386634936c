/**
 * Where the program's instructions stand in the network file.
 *
 * Instructions of a layer stand on the layer's line, in whichever phase. The others stand on the line of the
 * property that caused them: `data`, `loss` or `optimizer`. All lines here count from zero.
 */
import type { InstructionDescription, RunDescription } from '../protocol/run';

/** A stretch of instructions that belong to the same layer and phase, and so stand on one line. */
export interface Visit {
  readonly firstInstruction: number;
  readonly line: number;
  /** `backward, layer 2` */
  readonly title: string;
}

/** In the order of the program. */
export function visitsOf(run: RunDescription): readonly Visit[] {
  return run.instructions.flatMap((instruction, index) => {
    const previous = run.instructions[index - 1];
    if (previous?.phase === instruction.phase && previous.layer === instruction.layer) return [];
    return [
      {
        firstInstruction: index,
        line: lineOf(run, instruction),
        title: visitTitle(instruction),
      },
    ];
  });
}

/**
 * The instructions before which a breakpoint on a line stops: the first one of each visit. The optimizer's
 * line also stops before the first update, and the training line before the first instruction of all.
 */
export function stopsOnLine(run: RunDescription, line: number): readonly Visit[] {
  const visits = visitsOf(run);
  const stops = visits.filter((visit) => visit.line === line);
  const firstUpdate = visits.find(
    ({ firstInstruction }) => run.instructions[firstInstruction]?.phase === 'update',
  );
  if (line === run.lines.optimizer && firstUpdate && !stops.includes(firstUpdate)) {
    stops.push({ ...firstUpdate, title: 'update' });
  }
  const [first] = visits;
  if (line === run.lines.training && first && !stops.includes(first)) {
    stops.push({ ...first, title: 'start of the iteration' });
  }
  return stops;
}

/** The lines on which a breakpoint stops, in ascending order. */
export function linesThatStop(run: RunDescription): readonly number[] {
  const lines = new Set([
    ...visitsOf(run).map(({ line }) => line),
    run.lines.optimizer,
    run.lines.training,
  ]);
  return [...lines].sort((a, b) => a - b);
}

export function lineOf(run: RunDescription, instruction: InstructionDescription): number {
  const line = lineOfLayer(run, instruction.layer);
  if (line !== undefined) return line;
  switch (instruction.phase) {
    case 'loss':
      return run.lines.loss;
    case 'update':
      return run.lines.optimizer;
    case 'batch':
    case 'forward':
      return run.lines.data;
    // The derivative of the loss may belong to no layer.
    case 'backward':
      return run.lines.loss;
    default:
      return instruction.phase satisfies never;
  }
}

export function lineOfLayer(run: RunDescription, layer: number | undefined): number | undefined {
  return run.layers.find((candidate) => candidate.layer === layer)?.line;
}

export function visitTitle({ phase, layer }: InstructionDescription): string {
  return layer === undefined ? phase : `${phase}, layer ${layer}`;
}
