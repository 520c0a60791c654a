/** The longest name that we give, in bytes of UTF-8: endings follow, and most disks take 255 in all. */
const LONGEST = 120;

/** What a name may not hold on every disk; steps between folders are of no use in one either. */
const OTHER = /(?:[^A-Za-z0-9._\-\p{L}\p{N}]|\.{2,})+/gu;

/** Names that Windows keeps for devices, whatever ending follows: https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
const DEVICE = /^(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?=\.|$)/i;

/**
 * An id as one part of a path, on any disk: it holds letters, digits, `.`, `_` and `-`, neither begins nor ends with a dot,
 * names no device and has at most 120 bytes. An id that is such a name already stays as it is; of any other a digest is
 * added, so that two of them differ as their ids do.
 */
export function fileName(id: string): string {
  const whole = id.normalize("NFC");
  // The quotes of a name are none of its signs.
  const safe = whole.replaceAll("`", "").replace(OTHER, "_").replace(/^\.+|\.+$/g, "").replace(DEVICE, "_$&");
  return safe === whole && safe !== "" && bytesOf(safe) <= LONGEST ? safe : marked(safe, hash(id));
}

/**
 * A path for each id, made of the parts that `partsOf` wants. No two are the same on a disk that does not tell capitals
 * apart: the later of two ids, by their order as texts, has a digest added.
 */
export function filePaths(ids: Iterable<string>, partsOf: (id: string) => readonly string[] = (id) => [id]): (id: string) => string {
  const paths = new Map<string, string>();
  const taken = new Set<string>();
  for (const id of [...new Set(ids)].sort()) {
    const parts = partsOf(id).map(fileName);
    const last = parts.pop()!;
    const at = (name: string): string => [...parts, name].join("/");
    let path = at(last);
    for (let nth = 1; taken.has(folded(path)); nth++) path = at(marked(last, nth === 1 ? hash(id) : `${hash(id)}-${nth}`));
    taken.add(folded(path));
    paths.set(id, path);
  }
  return (id) => paths.get(id) ?? partsOf(id).map(fileName).join("/");
}

/** A name with a mark behind it, cut where both would be too long. */
function marked(name: string, mark: string): string {
  let kept = "";
  let bytes = mark.length + 1;
  for (const sign of name) {
    bytes += bytesOf(sign);
    if (bytes > LONGEST) break;
    kept += sign;
  }
  return kept === "" ? mark : `${kept}-${mark}`;
}

/** What disks that do not tell capitals apart compare; some of them unfold ligatures and ß as well. */
function folded(path: string): string {
  return path.normalize("NFKD").toUpperCase().toLowerCase().normalize("NFKD");
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** FNV-1a of 32 bits over UTF-16 code units (Fowler, Noll, Vo; draft-eastlake-fnv): the same on every machine. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return value.toString(16).padStart(8, "0");
}
