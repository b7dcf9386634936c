/**
 * The call stack at a stop: the layer, its instruction, the training loop.
 *
 * Editors put the yellow line on the first frame, whatever hints the frames carry (VS Code heeds `subtle` for
 * some stops and not for steps). The line that a user wants to see is the layer's in the network file, so the
 * layer comes first; the instruction below it is one click away from its line in the program listing.
 */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

import type { StopReport } from '../protocol/movement';
import type { FormulaToken, InstructionDescription, RunDescription } from '../protocol/run';
import type { LineBase } from './lineBase';
import { lineOf, lineOfLayer, visitTitle } from './networkLines';
import type { SessionSources } from './sources';

export type FrameKind = 'layer' | 'instruction' | 'training';

/** Top of the stack first; a frame's id is its place in this list plus three times the stop's sequence. */
const frameKinds: readonly FrameKind[] = ['layer', 'instruction', 'training'];

export function frameKindOf(frameId: number): FrameKind {
  return frameKinds[frameId % frameKinds.length] ?? 'layer';
}

export interface StackSetting {
  readonly run: RunDescription;
  readonly sources: SessionSources;
  readonly base: LineBase;
}

export function stackFrames(setting: StackSetting, report: StopReport): Dap.StackFrame[] {
  const { run } = setting;
  const { iteration, instruction: index } = report.position;
  const changed = report.formulas?.find((each) => each.instruction === index);
  const described = run.instructions[index];
  const instruction = described && { ...described, ...(changed && { formula: changed.formula }) };
  const firstId = report.sequence * frameKinds.length;
  const loopName = `iteration ${iteration}, epoch ${report.epoch}`;
  return [
    {
      ...networkPlace(setting, lineToShow(run, report)),
      id: firstId,
      name: instruction === undefined ? 'end of the iteration' : layerText(run, instruction),
    },
    {
      ...listingPlace(setting, index),
      id: firstId + 1,
      name: instruction === undefined ? 'end of the program' : instructionText(instruction),
    },
    {
      ...networkPlace(setting, run.lines.training),
      id: firstId + 2,
      name: loopName,
    },
  ];
}

/** The line at work; at the end of an iteration the layer that an alert is about, if one has stopped the run. */
function lineToShow(run: RunDescription, { position, alert }: StopReport): number {
  const instruction = run.instructions[position.instruction];
  if (instruction !== undefined) return lineOf(run, instruction);
  return lineOfLayer(run, alert?.layer) ?? run.lines.training;
}

/** `dW2 = 1/m · dZ2 · A1ᵀ` */
export function instructionText({ name, formula }: InstructionDescription): string {
  return `${name} = ${formula.map(tokenText).join('')}`;
}

function tokenText(token: FormulaToken): string {
  if (typeof token === 'string') return token;
  return token.transposed === true ? `${token.tensor}ᵀ` : token.tensor;
}

function layerText(run: RunDescription, instruction: InstructionDescription): string {
  const layer = run.layers.find((candidate) => candidate.layer === instruction.layer);
  const title = visitTitle(instruction);
  return layer === undefined ? title : `${title}: ${layer.title}`;
}

type Place = Pick<Dap.StackFrame, 'source' | 'line' | 'column'>;

function listingPlace({ run, sources, base }: StackSetting, instruction: number): Place {
  const line = run.listingLines[instruction] ?? 0;
  return { source: sources.listing, line: line + base.firstLine, column: base.firstColumn };
}

// The indentation as column puts the arrow before the line's text; any column further right is drawn inside it.
function networkPlace({ sources, base }: StackSetting, line: number): Place {
  return {
    source: sources.network,
    line: line + base.firstLine,
    column: sources.indentation(line) + base.firstColumn,
  };
}
