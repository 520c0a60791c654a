/** Qualified names: segments joined by dots; a segment in backquotes may hold dots itself. */

/** The last segment. */
export function lastOf(qualified: string): string {
  return qualified.slice(lastStart(qualified));
}

/** The name of what holds it; undefined at the top level. */
export function parentOf(qualified: string): string | undefined {
  const start = lastStart(qualified);
  return start === 0 ? undefined : qualified.slice(0, start - 1);
}

export function qualify(scope: string | undefined, path: string): string {
  if (scope === undefined || scope === "") return path;
  return path === "" ? scope : `${scope}.${path}`;
}

/** Whether `inner` is `outer` or lies in it. */
export function isWithin(inner: string, outer: string): boolean {
  return inner === outer || (inner.length > outer.length && inner.startsWith(outer) && inner.charCodeAt(outer.length) === 46);
}

export function endsWithPath(qualified: string, path: string): boolean {
  if (qualified.length === path.length) return qualified === path;
  return qualified.length > path.length && qualified.charCodeAt(qualified.length - path.length - 1) === 46 && qualified.endsWith(path);
}

function lastStart(qualified: string): number {
  const end = qualified.length - 1;
  if (qualified.charCodeAt(end) === 96) return Math.max(0, qualified.lastIndexOf("`", end - 1));
  return qualified.lastIndexOf(".") + 1;
}
