/** `timeBehaviour` and `supersedes` as words of a sentence: `Time behaviour`. */
export function words(name: string): string {
  const parted = name.replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`).replace(/[-_]/g, " ");
  return parted.charAt(0).toUpperCase() + parted.slice(1);
}

/** `1 part`, `3 parts`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
