"use client";

import { startTransition, useEffect, useRef, useState } from "react";
import { type Group, newest, regroup } from "./groups";

/** Messages that a chat which is opened from another one begins with; the others follow when these are painted. */
const AT_ONCE = 8;

/**
 * The messages of a thread in groups that keep their members while it grows at either end, and whether these are all
 * that are loaded; `atOnce` begins with all.
 */
export function useGroups(
  keys: readonly string[],
  atOnce: boolean,
): { groups: readonly Group[]; whole: boolean } {
  const [whole, setWhole] = useState(atOnce);
  useEffect(() => startTransition(() => setWhole(true)), []);
  const known = useRef<{ keys: readonly string[]; groups: Group[] }>({ keys: [], groups: [] });
  if (known.current.keys !== keys) known.current = { keys, groups: regroup(known.current.groups, keys) };
  const { groups } = known.current;
  return { groups: whole ? groups : newest(groups, AT_ONCE), whole };
}
