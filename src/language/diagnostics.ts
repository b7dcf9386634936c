/** Problems of the network file, as the editor shows them. */
import { DiagnosticSeverity, type Diagnostic } from 'vscode-languageserver';

import type { Problem } from '../network/problem';
import { toRange, type NetworkDocument } from './networkDocument';

export function diagnose(document: NetworkDocument): Diagnostic[] {
  return document.network.problems.map((problem) => toDiagnostic(document, problem));
}

export function toDiagnostic({ document }: NetworkDocument, problem: Problem): Diagnostic {
  const { severity, code, message, range } = problem;
  return {
    severity: severities[severity],
    code,
    message,
    range: toRange(document, range),
    source: 'backstep',
  };
}

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
} as const;
