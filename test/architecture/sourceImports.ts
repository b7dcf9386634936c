/**
 * Every import of the product's sources, read from the text: static, lazy, and re-exports.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface Import {
  readonly from: string;
  /** A file of the project without its extension, or the name of a package. */
  readonly to: string;
  readonly typeOnly: boolean;
}

export function importsUnder(folder: string): Import[] {
  return sourceFiles(folder).flatMap((file) => importsOf(file, readFileSync(file, 'utf8')));
}

export function importsOf(file: string, text: string): Import[] {
  const found = text.matchAll(
    /^(?<head>(?:import|export)\b[^;'"]*?\bfrom\s+|import\s+)'(?<name>[^']+)'|\bimport\('(?<lazy>[^']+)'\)/gm,
  );
  return [...found].map(({ groups }) => {
    const { head = '', name, lazy } = groups!;
    return { from: file, to: target(file, name ?? lazy!), typeOnly: /^\w+\s+type\b/.test(head) };
  });
}

/** Whether a file or package is the folder or package named, or lies under it. */
export function isIn(target: string, folder: string): boolean {
  return target === folder || target.startsWith(folder.endsWith(':') ? folder : `${folder}/`);
}

function target(file: string, name: string): string {
  return name.startsWith('.') ? path.posix.join(path.posix.dirname(file), name) : name;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.posix.join(folder, name.replaceAll(path.sep, '/')))
    .filter((name) => /\.tsx?$/.test(name));
}
