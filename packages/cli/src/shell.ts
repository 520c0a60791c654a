/** A path as one word of a shell line, quoted where a POSIX shell would read more into it. */
export function shellWord(path: string): string {
  const word = path.startsWith("-") ? `./${path}` : path;
  return /^[\p{L}\p{N}_./@%+-]+$/u.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
