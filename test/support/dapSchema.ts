/**
 * The Debug Adapter Protocol as a schema: every message is held against the protocol's own typings.
 *
 * `@vscode/debugprotocol` is generated from debugAdapterProtocol.json and says the same; so its declarations are read
 * and walked through here, with nothing written down by hand.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import ts from 'typescript';

const file = path.resolve('node_modules/@vscode/debugprotocol/lib/debugProtocol.d.ts');

type Declaration = ts.InterfaceDeclaration | ts.TypeAliasDeclaration;

export interface DapSchema {
  /** What is wrong with a message that an adapter has sent; undefined when nothing is. */
  flawOf(message: unknown): string | undefined;
}

export function dapSchema(): DapSchema {
  const declarations = readDeclarations();
  return {
    flawOf(message) {
      if (typeof message !== 'object' || message === null) return 'it is no object';
      const { type, command, event, success } = message as Record<string, unknown>;
      if (type === 'event') return flawAs(`${capitalized(event)}Event`, 'Event', message);
      if (type !== 'response') return `an adapter has sent a message of type ${String(type)}`;
      if (success === false) return flawAs('ErrorResponse', 'Response', message);
      return flawAs(`${capitalized(command)}Response`, 'Response', message);
    },
  };

  /** Events and requests of one's own are messages of the general form. */
  function flawAs(name: string, otherwise: string, message: object): string | undefined {
    return flawOfNamed(declarations.has(name) ? name : otherwise, message, name);
  }

  function flawOfNamed(name: string, value: unknown, at: string): string | undefined {
    const declaration = declarations.get(name);
    if (declaration === undefined) return `${at}: the typings have no ${name}`;
    if (ts.isTypeAliasDeclaration(declaration)) return flawOfType(declaration.type, value, at);
    for (const base of declaration.heritageClauses?.flatMap(({ types }) => [...types]) ?? []) {
      const flaw = flawOfNamed(base.expression.getText(), value, at);
      // A narrower member of the same name is looked at below.
      if (flaw !== undefined) return flaw;
    }
    return flawOfMembers(declaration.members, value, at);
  }

  function flawOfMembers(
    members: ts.NodeArray<ts.TypeElement>,
    value: unknown,
    at: string,
  ): string | undefined {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return `${at} is no object`;
    }
    const fields = value as Readonly<Record<string, unknown>>;
    for (const member of members) {
      if (ts.isIndexSignatureDeclaration(member)) {
        for (const [key, each] of Object.entries(fields)) {
          const flaw = flawOfType(member.type, each, `${at}.${key}`);
          if (flaw !== undefined) return flaw;
        }
        continue;
      }
      if (!ts.isPropertySignature(member) || member.type === undefined) continue;
      const key = member.name.getText().replace(/^['"]|['"]$/g, '');
      const field = fields[key];
      if (field === undefined && member.questionToken !== undefined) continue;
      const flaw = flawOfType(member.type, field, `${at}.${key}`);
      if (flaw !== undefined) return flaw;
    }
    return undefined;
  }

  function flawOfType(type: ts.TypeNode, value: unknown, at: string): string | undefined {
    if (ts.isParenthesizedTypeNode(type)) return flawOfType(type.type, value, at);
    if (ts.isUnionTypeNode(type)) {
      const flaws = type.types.map((each) => flawOfType(each, value, at));
      return flaws.includes(undefined) ? undefined : flaws.at(-1);
    }
    if (ts.isArrayTypeNode(type)) {
      if (!Array.isArray(value)) return `${at} is no list`;
      return value
        .map((each, index) => flawOfType(type.elementType, each, `${at}[${index}]`))
        .find((flaw) => flaw !== undefined);
    }
    if (ts.isTypeLiteralNode(type)) return flawOfMembers(type.members, value, at);
    if (ts.isTypeReferenceNode(type)) return flawOfNamed(type.typeName.getText(), value, at);
    if (ts.isLiteralTypeNode(type)) {
      const { literal } = type;
      const wanted = ts.isStringLiteral(literal) ? literal.text : JSON.parse(literal.getText());
      return value === wanted ? undefined : `${at} is not ${String(wanted)}`;
    }
    return flawOfKeyword(type.kind, value, at);
  }
}

function flawOfKeyword(kind: ts.SyntaxKind, value: unknown, at: string): string | undefined {
  switch (kind) {
    case ts.SyntaxKind.AnyKeyword:
      return undefined;
    case ts.SyntaxKind.StringKeyword:
      return typeof value === 'string' ? undefined : `${at} is no text`;
    case ts.SyntaxKind.NumberKeyword:
      // Everything that travels as JSON has to be finite.
      return Number.isFinite(value) ? undefined : `${at} is no number`;
    case ts.SyntaxKind.BooleanKeyword:
      return typeof value === 'boolean' ? undefined : `${at} is neither true nor false`;
    default:
      return `${at} has a type that this schema does not know (${ts.SyntaxKind[kind]})`;
  }
}

function readDeclarations(): ReadonlyMap<string, Declaration> {
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const found = new Map<string, Declaration>();
  const visit = (node: ts.Node): void => {
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) {
      found.set(node.name.text, node);
    } else ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function capitalized(name: unknown): string {
  const text = String(name);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
