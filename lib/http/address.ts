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

export function normalizeAddress(value: string): string {
  const address = value
    .trim()
    .toLowerCase()
    .replace(/^::ffff:(?=\d+\.)/, "")
    .replace(/%.*$/, "");
  if (!isIPv6(address)) return address || "unknown";
  const [head = "", tail] = address.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail ? tail.split(":") : [];
  const missing = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array<string>(missing).fill("0"), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}
