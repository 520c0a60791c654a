/** One element of a parsed document, in document order. */
export interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Character data directly within the element. */
  text: string;
}

/** A strict parser of the XML that the renderer writes: no prologue, no CDATA, no comments. Throws where it is not well-formed. */
export function parseXml(source: string): readonly Tag[] {
  if (/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(source)) throw new Error("a character that XML forbids");
  const tags: Tag[] = [];
  const open: Tag[] = [];
  let at = 0;
  while (at < source.length) {
    if (source[at] !== "<") {
      const end = source.indexOf("<", at) < 0 ? source.length : source.indexOf("<", at);
      const data = unescape(source.slice(at, end));
      if (open.length === 0 && data.trim() !== "") throw new Error(`text outside of the root at ${at}`);
      if (open.length > 0) open[open.length - 1]!.text += data;
      at = end;
      continue;
    }
    const close = /^<\/([a-zA-Z]+)>/.exec(source.slice(at, at + 40));
    if (close !== null) {
      if (open.pop()?.name !== close[1]) throw new Error(`unexpected ${close[0]} at ${at}`);
      at += close[0].length;
      continue;
    }
    const tag = /^<([a-zA-Z]+)((?:\s+[a-zA-Z][a-zA-Z:-]*="[^"<]*")*)\s*(\/?)>/.exec(source.slice(at));
    if (tag === null) throw new Error(`malformed tag at ${at}: ${source.slice(at, at + 60)}`);
    const attributes = new Map<string, string>();
    for (const [, name, value] of tag[2]!.matchAll(/([a-zA-Z][a-zA-Z:-]*)="([^"]*)"/g)) {
      if (attributes.has(name!)) throw new Error(`attribute ${name} twice at ${at}`);
      attributes.set(name!, unescape(value!));
    }
    const parsed = { name: tag[1]!, attributes, text: "" };
    if (tags.length > 0 && open.length === 0) throw new Error("two roots");
    tags.push(parsed);
    if (tag[3] === "") open.push(parsed);
    at += tag[0].length;
  }
  if (open.length > 0) throw new Error(`not closed: ${open[open.length - 1]!.name}`);
  return tags;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

function unescape(data: string): string {
  return data.replace(/&([^;\s]*);?/g, (whole, name: string) => {
    const char = ENTITIES[name];
    if (char === undefined || !whole.endsWith(";")) throw new Error(`unknown entity ${whole}`);
    return char;
  });
}
