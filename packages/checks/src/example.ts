/** One file of an example. */
export interface ExampleFile {
  readonly file: string;
  readonly text: string;
}

const HEADING = /^\/\/ file: (\S+)$/;

/**
 * The files of an example or a fixture. It is one plan file; where it takes several, a line `// file: decisions/0001-queue.md`
 * stands before each but the first, which is `example.plan`.
 */
export function readExample(example: string): readonly ExampleFile[] {
  const files: { file: string; lines: string[] }[] = [{ file: "example.plan", lines: [] }];
  for (const line of example.split("\n")) {
    const heading = HEADING.exec(line);
    if (heading) files.push({ file: heading[1]!, lines: [] });
    else files[files.length - 1]!.lines.push(line);
  }
  return files.map(({ file, lines }) => ({ file, text: lines.join("\n") })).filter(({ text }, index) => index > 0 || text.trim() !== "" || files.length === 1);
}
