/** Neighbouring messages. A message never moves from one group to another, for it would be made anew there. */
export type Group = { id: string; keys: readonly string[] };

/** Messages in a group. Each group off screen costs the browser the same at every change, whatever it holds. */
const SIZE = 10;

/** The groups at the end that hold at least so many messages: what a screen shows at first. */
export function newest(groups: readonly Group[], messages: number): readonly Group[] {
  let held = 0;
  let from = groups.length;
  while (from > 0 && held < messages) held += groups[--from]?.keys.length ?? 0;
  return groups.slice(from);
}

/** Divides a thread into groups; messages that `before` knew stay in theirs. */
export function regroup(before: readonly Group[], keys: readonly string[]): Group[] {
  const home = new Map(before.flatMap((group) => group.keys.map((key) => [key, group.id] as const)));
  const taken = new Set<string>();
  const groups: { id: string; keys: string[] }[] = [];
  for (const key of keys) {
    const wanted = home.get(key);
    const current = groups.at(-1);
    const stays = wanted !== undefined && current?.id === wanted;
    // Newcomers fill the group before them, but none that lay ahead of what was there may run into its neighbour.
    const joins = wanted === undefined && current !== undefined && current.keys.length < SIZE;
    if (stays || joins) {
      current?.keys.push(key);
      continue;
    }
    const id = wanted !== undefined && !taken.has(wanted) ? wanted : key;
    taken.add(id);
    groups.push({ id, keys: [key] });
  }
  return groups;
}
