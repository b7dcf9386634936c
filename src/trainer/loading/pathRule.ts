/**
 * Which files a network file may name: those in its own folder and in the folders the user has added.
 *
 * The text of a path is judged before the disk is touched, so that a refused path cannot even be used to
 * find out whether a file exists.
 */
import path from 'node:path';

/** Why a path is refused, or the absolute path to look for. */
export type JudgedPath =
  | { readonly kind: 'allowed'; readonly path: string }
  | { readonly kind: 'refused'; readonly reason: string };

export interface AllowedFolders {
  /** Relative paths start here. */
  readonly home: string;
  readonly roots: readonly string[];
}

export function judgePath(text: string, { home, roots }: AllowedFolders): JudgedPath {
  const flaw = flawOf(text);
  if (flaw !== undefined) return { kind: 'refused', reason: flaw };
  const target = path.resolve(home, text);
  const allowed = path.isAbsolute(text) ? roots : [home, ...roots];
  if (allowed.some((root) => contains(root, target))) return { kind: 'allowed', path: target };
  const reason = path.isAbsolute(text)
    ? 'it is an absolute path outside the folders that may be read'
    : 'it leads out of the folder of the network file';
  return { kind: 'refused', reason };
}

/** Whether `target` lies in `folder`; both absolute. Neither prefixes nor `..` deceive it. */
export function contains(folder: string, target: string): boolean {
  const way = path.relative(folder, target);
  return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}

function flawOf(text: string): string | undefined {
  if (text === '') return 'it is empty';
  if (text.includes('\0')) return 'it contains a NUL character';
  if (/^[\\/]{2}/.test(text)) return 'it names another machine';
  if (/^[a-z][a-z0-9+.-]+:/i.test(text)) return 'it is a URL, and only files are read';
  if (process.platform !== 'win32') {
    return /^[a-z]:/i.test(text) ? 'it starts with a drive letter' : undefined;
  }
  const device = text.split(/[\\/]/).find((part) => windowsDevice.test(part));
  if (device !== undefined) return `${device} is a device`;
  return text.replace(/^[a-z]:[\\/]/i, '').includes(':') ? 'it contains a colon' : undefined;
}

const windowsDevice = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/i;
