/**
 * Compares messages with the protocol's own types, by the compiler.
 *
 * The Debug Adapter Protocol's package has no schema at run time, but it has types. Each message is written
 * down as a constant of its type; what the compiler then says, missing and surplus properties included, is
 * what is wrong with it.
 */
import path from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import ts from 'typescript';

const root = path.resolve(__dirname, '../..');

/** One sentence for each answer or event that is not as the protocol says; answers to our own requests are left out. */
export function protocolErrors(messages: readonly Dap.ProtocolMessage[]): string[] {
  const lines = messages.flatMap((message, index) => {
    const type = typeOf(message);
    if (type === undefined) return [];
    return [`export const message${index}: Dap.${type} = ${JSON.stringify(message)};`];
  });
  const file = path.join(root, 'messages.ts');
  const text = [
    "import type { DebugProtocol as Dap } from '@vscode/debugprotocol';",
    ...lines,
  ].join('\n');
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    module: ts.ModuleKind.Preserve,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2022,
  };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists } = host;
  host.readFile = (name) => (name === file ? text : readFile.call(host, name));
  host.fileExists = (name) => name === file || fileExists.call(host, name);
  host.getSourceFile = (name, version) => {
    const source = host.readFile(name);
    return source === undefined ? undefined : ts.createSourceFile(name, source, version);
  };
  const program = ts.createProgram([file], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

function typeOf(message: Dap.ProtocolMessage): string | undefined {
  if (message.type === 'event') return `${capitalized((message as Dap.Event).event)}Event`;
  if (message.type === 'request') return undefined;
  const { command, success } = message as Dap.Response;
  if (command.startsWith('backstep/')) return undefined;
  return success ? `${capitalized(command)}Response` : 'ErrorResponse';
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
