import { isIPv6 } from "node:net";
import { env } from "@/lib/env";

/** Set from the socket by the boot hook before anything reads the request; a client's own is overwritten. */
export const ADDRESS_HEADER = "x-client-address";

/** Who is counted: an IPv4 address, or the /64 that one IPv6 subscriber holds. */
export function clientAddress(headers: Headers): string {
  const raw = env().VERCEL
    ? (headers.get("x-vercel-forwarded-for") ?? headers.get("x-real-ip") ?? headers.get("x-forwarded-for"))
    : headers.get(ADDRESS_HEADER);
  return normalizeAddress(raw?.split(",")[0] ?? "");
}

/** In one form, whichever of its many the address has: some proxies add a port, some sockets wrap IPv4 in IPv6. */
export function normalizeAddress(value: string): string {
  const address = value
    .trim()
    .toLowerCase()
    .replace(/^\[(.*)\](:\d+)?$/, "$1")
    .replace(/^([\d.]+):\d+$/, "$1")
    .replace(/%.*$/, "");
  if (!isIPv6(address)) return address || "unknown";
  const groups = groupsOf(address);
  const [head, low] = [groups.slice(0, 6).join(":"), groups.slice(6)];
  if (IPV4_WITHIN.has(head)) return low.flatMap((group) => [group >> 8, group & 255]).join(".");
  // This machine itself, and no address: there is no network around them.
  if (head === "0:0:0:0:0:0" && low[0] === 0 && (low[1] ?? 0) <= 1) return low[1] === 1 ? "::1" : "::";
  const network = groups.slice(0, 4).map((group) => group.toString(16));
  while (network.at(-1) === "0") network.pop();
  return `${network.join(":")}::/64`;
}

/** What an IPv4 address begins with in IPv6, in decimal: mapped by a socket, translated by a network (`64:ff9b::/96`). */
const IPV4_WITHIN = new Set(["0:0:0:0:0:65535", "100:65435:0:0:0:0"]);

/** The eight numbers of an IPv6 address. */
function groupsOf(address: string): number[] {
  const [left = [], right = []] = address.split("::").map(numbersIn);
  return [...left, ...Array<number>(Math.max(0, 8 - left.length - right.length)).fill(0), ...right];
}

function numbersIn(part: string): number[] {
  return part
    .split(":")
    .filter(Boolean)
    .flatMap((group) => {
      if (!group.includes(".")) return [Number.parseInt(group, 16)];
      const [a = 0, b = 0, c = 0, d = 0] = group.split(".").map(Number);
      return [a * 256 + b, c * 256 + d];
    });
}
