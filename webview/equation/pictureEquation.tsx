/** An instruction as an equation of pictures, drawn to one scale. */
import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';

import type { Position } from '../../src/protocol/position';
import type {
  FormulaToken,
  InstructionDescription,
  RunDescription,
  TensorDescription,
} from '../../src/protocol/run';
import { usePanel } from '../controls/panelContext';
import { useWidth } from '../controls/useWidth';
import { hasValue } from '../run/place';
import { readFormula, shown } from '../run/reading';
import type { Shown } from '../run/reading';

import { equationScale } from './equationScale';
import { FormulaText } from './formula';
import { Legend } from './legend';
import { TensorPicture } from './tensorPicture';

/** A matrix of the equation, or the text between two. */
type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'matrix'; readonly tensor: TensorDescription; readonly transposed: boolean };

// What the text between matrices and the gaps take of the width.
const widthOfText = 9;
const gap = 12;
const tallest = 320;

export interface PictureEquationProps {
  readonly run: RunDescription;
  readonly instruction: InstructionDescription;
  readonly position: Position;
}

export function PictureEquation({ run, instruction, position }: PictureEquationProps): VNode {
  const { store } = usePanel().session;
  const layout = store.layout.value;
  const element = useRef<HTMLDivElement>(null);
  const width = useWidth(element);
  const outputs = instruction.writes.flatMap((name) => matrixPieces(run, { tensor: name }));
  const inputs = readFormula(instruction.formula, layout).flatMap((token) =>
    matrixPieces(run, token),
  );
  const pieces: Piece[] = [...outputs, { kind: 'text', text: ' = ' }, ...inputs];
  const extents = pieces.flatMap((piece, index) =>
    piece.kind === 'matrix'
      ? [{ ...extentOf(piece, layout), captionWidth: captionWidth(index < outputs.length) }]
      : [],
  );
  const textWidth = pieces.reduce(
    (sum, piece) =>
      sum + gap + (piece.kind === 'text' ? piece.text.trim().length * widthOfText : 0),
    0,
  );
  const scale = equationScale(extents, { width: width - textWidth, height: tallest });
  return (
    <>
      <div class="equation" ref={element}>
        {width > 0 &&
          pieces.map((piece, index) =>
            piece.kind === 'text' ? (
              <span class="equation-text">
                <FormulaText text={piece.text.trim()} />
              </span>
            ) : (
              <TensorPicture
                key={`${index} ${piece.tensor.name}`}
                tensor={piece.tensor}
                transposed={piece.transposed}
                scale={scale}
                meets={meetingSide(pieces, index)}
                state={stateOf(run, { piece, position, isOutput: index < outputs.length })}
              />
            ),
          )}
      </div>
      <Legend
        tensors={pieces.flatMap((piece) => (piece.kind === 'matrix' ? [piece.tensor] : []))}
      />
    </>
  );
}

/** In a product of matrices the columns of the left one meet the rows of the right one. */
function meetingSide(pieces: readonly Piece[], index: number): 'rows' | 'columns' | undefined {
  const multiplies = (place: number, neighbor: number): boolean => {
    const piece = pieces[place];
    return piece?.kind === 'text' && piece.text === ' · ' && pieces[neighbor]?.kind === 'matrix';
  };
  if (multiplies(index + 1, index + 2)) return 'columns';
  return multiplies(index - 1, index - 2) ? 'rows' : undefined;
}

function matrixPieces(run: RunDescription, token: FormulaToken): Piece[] {
  if (typeof token === 'string') return [{ kind: 'text', text: token }];
  const tensor = run.tensors.find(({ name }) => name === token.tensor);
  if (tensor === undefined) return [{ kind: 'text', text: token.tensor }];
  return [{ kind: 'matrix', tensor, transposed: token.transposed === true }];
}

/** `about to be written` stands below an output, a shape below an input. */
function captionWidth(isOutput: boolean): number {
  return isOutput ? 108 : 64;
}

function extentOf(
  { tensor, transposed }: Extract<Piece, { kind: 'matrix' }>,
  layout: 'columns' | 'rows',
): Shown {
  const extent = shown(tensor, layout);
  return transposed ? { rows: extent.columns, columns: extent.rows } : extent;
}

function stateOf(
  run: RunDescription,
  place: {
    readonly piece: Extract<Piece, { kind: 'matrix' }>;
    readonly position: Position;
    readonly isOutput: boolean;
  },
): 'read' | 'about to be written' | 'about to be replaced' {
  if (!place.isOutput) return 'read';
  return hasValue(run, place.position, place.piece.tensor.name)
    ? 'about to be replaced'
    : 'about to be written';
}
