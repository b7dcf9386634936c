/**
 * What the debugger evaluates when the pointer rests on a network file: names of tensors, in a comment say.
 *
 * Everything else is left to the language server's hover.
 */
import * as vscode from 'vscode';

// W1, dZ2, sW1, A1[3, 17], W1[0, :], and the few names without a number.
const tensorName = /\b(?:[A-Za-z]{1,6}\d{1,4}(?:\[[-:\d, ]{1,40}\])?|[XYJ])(?![\w"])/;

export class TensorNameProvider implements vscode.EvaluatableExpressionProvider {
  provideEvaluatableExpression(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): vscode.EvaluatableExpression | undefined {
    const range = document.getWordRangeAtPosition(position, tensorName);
    return range && new vscode.EvaluatableExpression(range);
  }
}
