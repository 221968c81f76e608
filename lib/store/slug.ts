import { isId } from "@/lib/ids";

const MAX = 40;
/** Names that look alike get numbers up to here; then chance decides. */
const NUMBERED = 9;

/** Slugs for a name, best first, without end. @param kind stands for a name without letters */
export function* slugsFor(name: string, kind = "project"): Generator<string, never> {
  const plain = name
    .slice(0, 200)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, MAX)
    .replace(/^-|-$/g, "");
  // An id names a project too: no slug may look like one.
  const base = plain === "" || isId(plain) ? `${kind}${plain && `-${plain}`}` : plain;
  yield base;
  for (let n = 2; n <= NUMBERED; n++) yield `${base}-${n}`;
  for (;;) yield `${base}-${Math.random().toString(36).slice(2, 8)}`;
}
