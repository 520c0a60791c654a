/** A binary heap of numbers by their keys; of equal keys the smaller number comes out first. */
export interface Heap {
  size(): number;
  push(value: number, key: number): void;
  /** Takes the value with the least key out; `key` tells that key. The heap must not be empty. */
  pop(): number;
  key(): number;
}

export function createHeap(): Heap {
  const values: number[] = [];
  const keys: number[] = [];
  let last = 0;
  const before = (i: number, j: number): boolean => keys[i]! < keys[j]! || (keys[i] === keys[j] && values[i]! < values[j]!);
  const swap = (i: number, j: number): void => {
    const value = values[i]!;
    const key = keys[i]!;
    values[i] = values[j]!;
    keys[i] = keys[j]!;
    values[j] = value;
    keys[j] = key;
  };
  return {
    size: () => values.length,
    key: () => last,
    push(value, key) {
      let i = values.length;
      values.push(value);
      keys.push(key);
      while (i > 0) {
        const above = (i - 1) >> 1;
        if (!before(i, above)) break;
        swap(i, above);
        i = above;
      }
    },
    pop() {
      const top = values[0]!;
      last = keys[0]!;
      swap(0, values.length - 1);
      values.pop();
      keys.pop();
      for (let i = 0; ; ) {
        let c = 2 * i + 1;
        if (c >= values.length) break;
        if (c + 1 < values.length && before(c + 1, c)) c++;
        if (!before(c, i)) break;
        swap(i, c);
        i = c;
      }
      return top;
    },
  };
}
