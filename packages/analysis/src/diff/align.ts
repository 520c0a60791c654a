/** So many comparisons are made at most; longer lists are paired as they come. */
const MOST = 400_000;

/** A longest common subsequence: which places of the one list are which of the other, in order. */
export function align(before: readonly string[], after: readonly string[]): readonly (readonly [number, number])[] {
  const pairs: [number, number][] = [];
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) {
    pairs.push([start, start]);
    start++;
  }
  let [endBefore, endAfter] = [before.length, after.length];
  const tail: [number, number][] = [];
  while (endBefore > start && endAfter > start && before[endBefore - 1] === after[endAfter - 1]) tail.push([--endBefore, --endAfter]);
  const [rows, columns] = [endBefore - start, endAfter - start];
  if (rows > 0 && columns > 0) for (const [a, b] of rows * columns > MOST ? asTheyCome(before.slice(start, endBefore), after.slice(start, endAfter)) : longest(before.slice(start, endBefore), after.slice(start, endAfter))) pairs.push([a + start, b + start]);
  return [...pairs, ...tail.reverse()];
}

function longest(before: readonly string[], after: readonly string[]): [number, number][] {
  const width = after.length + 1;
  const lengths = new Uint32Array((before.length + 1) * width);
  for (let a = before.length - 1; a >= 0; a--) for (let b = after.length - 1; b >= 0; b--) lengths[a * width + b] = before[a] === after[b] ? lengths[(a + 1) * width + b + 1]! + 1 : Math.max(lengths[(a + 1) * width + b]!, lengths[a * width + b + 1]!);
  const pairs: [number, number][] = [];
  for (let a = 0, b = 0; a < before.length && b < after.length; ) {
    if (before[a] === after[b]) pairs.push([a++, b++]);
    else if (lengths[(a + 1) * width + b]! >= lengths[a * width + b + 1]!) a++;
    else b++;
  }
  return pairs;
}

function asTheyCome(before: readonly string[], after: readonly string[]): [number, number][] {
  const places = new Map<string, number[]>();
  for (const [at, key] of after.entries()) (places.get(key) ?? places.set(key, []).get(key)!).push(at);
  const pairs: [number, number][] = [];
  let least = 0;
  for (const [at, key] of before.entries()) {
    const list = places.get(key);
    if (!list) continue;
    while (list.length > 0 && list[0]! < least) list.shift();
    const found = list.shift();
    if (found === undefined) continue;
    pairs.push([at, found]);
    least = found + 1;
  }
  return pairs;
}
