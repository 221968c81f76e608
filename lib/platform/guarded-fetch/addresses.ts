import { BlockList, isIP } from "node:net";

/**
 * Whose an address is: `public` for anybody's request, `private` where somebody with the right to say so has said so,
 * `never` for what no server of a person's is reached at (link-local with the clouds' metadata services, multicast,
 * reserved and documentation ranges).
 */
export type Reach = "public" | "private" | "never";

/** https://www.iana.org/assignments/iana-ipv4-special-registry; Azure's 168.63.129.16 answers machines there alone. */
const PRIVATE_4 = ["10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];
const NEVER_4 = [
  ...["0.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15"],
  ...["198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32"],
  // Alibaba's metadata service lies within the carriers' range.
  "100.100.100.200/32",
];
/** https://www.iana.org/assignments/iana-ipv6-special-registry. What is in neither list is `never` outside 2000::/3. */
const PRIVATE_6 = ["::1/128", "fc00::/7"];
const GLOBAL_6 = ["2000::/3"];
const NEVER_6 = [
  // Teredo and its neighbours, documentation, 6to4 (an IPv4 address in disguise), documentation; Amazon's metadata service.
  ...["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"],
  "fd00:ec2::254/128",
];

const private4 = listOf(PRIVATE_4, "ipv4");
const never4 = listOf(NEVER_4, "ipv4");
const private6 = listOf(PRIVATE_6, "ipv6");
const global6 = listOf(GLOBAL_6, "ipv6");
const never6 = listOf(NEVER_6, "ipv6");

function listOf(ranges: string[], family: "ipv4" | "ipv6"): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [net = "", bits] = range.split("/");
    list.addSubnet(net, Number(bits), family);
  }
  return list;
}

/** @param address as a resolver gives it, or the host of a URL without brackets; anything else is `never` */
export function reachOf(address: string): Reach {
  const family = isIP(address);
  if (family === 4) return reachOf4(address);
  if (family !== 6 || address.includes("%")) return "never";
  const carried = carriedIpv4(address);
  if (carried !== null) return reachOf4(carried);
  if (never6.check(address, "ipv6")) return "never";
  if (private6.check(address, "ipv6")) return "private";
  return global6.check(address, "ipv6") ? "public" : "never";
}

function reachOf4(address: string): Reach {
  if (never4.check(address, "ipv4")) return "never";
  return private4.check(address, "ipv4") ? "private" : "public";
}

/** The IPv4 address that ::ffff:0:0/96 (mapped) and 64:ff9b::/96 (NAT64) carry in their last 32 bits. */
function carriedIpv4(address: string): string | null {
  // The URL parser writes every IPv6 address in one form, dotted endings in hex.
  const groups = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const last = /^(?:::ffff:|64:ff9b::)(?:([0-9a-f]{1,4}):)?([0-9a-f]{1,4})$/.exec(groups);
  if (!last) return groups === "64:ff9b::" ? "0.0.0.0" : null;
  const [high, low] = [Number.parseInt(last[1] ?? "0", 16), Number.parseInt(last[2] ?? "0", 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}
