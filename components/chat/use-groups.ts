"use client";

import { startTransition, useEffect, useRef, useState } from "react";
import { type Group, newest, regroup } from "./groups";

/** Messages that a chat which is opened from another one begins with; the others follow when these are painted. */
const AT_ONCE = 8;

/**
 * The messages of a thread in groups that keep their members while it grows at either end. `whole`: these are all that are
 * loaded, from the start where the server `rendered` them. `painted`: the first frame is on the screen, and there is time for what
 * a reader does not look for in it.
 */
export function useGroups(
  keys: readonly string[],
  rendered: boolean,
): { groups: readonly Group[]; whole: boolean; painted: boolean } {
  const [painted, setPainted] = useState(false);
  useEffect(() => startTransition(() => setPainted(true)), []);
  const known = useRef<{ keys: readonly string[]; groups: Group[] }>({ keys: [], groups: [] });
  if (known.current.keys !== keys) known.current = { keys, groups: regroup(known.current.groups, keys) };
  const { groups } = known.current;
  const whole = rendered || painted;
  return { groups: whole ? groups : newest(groups, AT_ONCE), whole, painted };
}
