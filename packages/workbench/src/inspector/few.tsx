import { useState } from "react";
import type { ReactNode } from "react";

interface Props<T> {
  readonly of: readonly T[];
  /** So many are shown at first; a list that is hardly longer is shown whole. */
  readonly most: number;
  readonly children: (items: readonly T[]) => ReactNode;
}

/** The first of a long list, and a button for the rest. */
export function Few<T>({ of, most, children }: Props<T>) {
  const [all, setAll] = useState(false);
  const whole = all || of.length <= most * 1.25;
  return (
    <>
      {children(whole ? of : of.slice(0, most))}
      {whole ? null : <p className="more"><button type="button" className="link" onClick={() => setAll(true)}>Show all {of.length}</button></p>}
    </>
  );
}
