"use client";

import { useRef } from "react";
import { type Group, regroup } from "./groups";

/** The messages of a thread in groups that keep their members while it grows at either end. */
export function useGroups(keys: readonly string[]): readonly Group[] {
  const known = useRef<{ keys: readonly string[]; groups: Group[] }>({ keys: [], groups: [] });
  if (known.current.keys !== keys) known.current = { keys, groups: regroup(known.current.groups, keys) };
  return known.current.groups;
}
