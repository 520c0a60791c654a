import { useState } from "react";
import { recall, remember } from "../data/memory.ts";

/** Yes or no, remembered on this machine. */
export function useStoredFlag(key: string, initial: boolean): readonly [boolean, (value: boolean) => void] {
  const [value, setValue] = useState(() => recall<boolean>(key) ?? initial);
  return [value, (next) => { remember(key, next); setValue(next); }];
}
