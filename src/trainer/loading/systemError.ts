/** What the operating system says when a file cannot be used, in words. */

/** The system's error as a clause. */
export function explain(error: unknown): string {
  const code = codeOf(error);
  return clauses[code ?? ''] ?? code ?? String(error);
}

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

const notAnswering = 'its disk or network drive does not answer';
const tooMany = 'too many files are open';
const held = 'another program holds it';

const clauses: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EAGAIN: held,
  EBUSY: held,
  EDQUOT: 'the disk space allotted to you is used up',
  EFBIG: 'it would be larger than files may be here',
  EHOSTDOWN: notAnswering,
  EINTR: 'the system broke it off',
  EIO: 'the disk reports an error',
  EISDIR: 'it is a folder',
  ELOOP: 'its links go round in a circle',
  EMFILE: tooMany,
  ENAMETOOLONG: 'its name is too long',
  ENFILE: tooMany,
  ENODEV: notAnswering,
  ENOENT: 'it does not exist',
  ENOMEM: 'there is no memory left',
  ENOSPC: 'the disk is full',
  ENOTCONN: notAnswering,
  ENOTDIR: 'a part of its path is not a folder',
  ENXIO: 'it is a socket or a device',
  EPERM: 'permission is denied',
  EROFS: 'the disk is read-only',
  ESTALE: notAnswering,
  ETIMEDOUT: notAnswering,
  ETXTBSY: held,
};
