import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";
import { env } from "@/lib/env";
import { reachOf } from "./addresses";
import { GuardError } from "./guard-error";

/** Host name → its addresses. The system's own, but in tests. */
type Resolve = (hostname: string) => Promise<string[]>;
export type Guard = {
  /** An administrator has said that this destination may be on the own network. */
  allowPrivate?: boolean;
  resolve?: Resolve;
};

export const resolveBySystem: Resolve = async (hostname) => {
  const found = await lookup(hostname, { all: true });
  return found.map(({ address }) => address);
};

/** What the URL parser has made of a host, without the brackets of IPv6 and the root's dot. */
export const bareHost = (hostname: string) => hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");

/**
 * The addresses of a host, each of which may be connected to.
 * @throws GuardError `blocked` when one of them may not, `unresolved` when there is none
 */
export async function allowedAddresses(hostname: string, guard: Guard): Promise<string[]> {
  const host = bareHost(hostname).toLowerCase();
  const addresses = isIP(host) ? [host] : await resolved(host, guard.resolve ?? resolveBySystem);
  for (const address of addresses) {
    if (!mayReach(host, address, guard)) throw new GuardError("blocked");
  }
  return addresses;
}

async function resolved(host: string, resolve: Resolve): Promise<string[]> {
  const addresses = await resolve(host).catch(() => []);
  if (addresses.length === 0) throw new GuardError("unresolved");
  return addresses;
}

function mayReach(host: string, address: string, { allowPrivate = false }: Guard): boolean {
  const reach = reachOf(address);
  if (reach === "public" || (reach === "private" && allowPrivate)) return true;
  return allowedByOperator(host, address);
}

/** `ALLOWED_PRIVATE_HOSTS`: host names, addresses and ranges, comma-separated. */
function allowedByOperator(host: string, address: string): boolean {
  const named = (env().ALLOWED_PRIVATE_HOSTS ?? "").toLowerCase().split(",");
  return named.some((entry) => {
    const [name = "", bits] = entry
      .trim()
      .replace(/^\[|\]$/g, "")
      .split("/");
    if (name === "") return false;
    if (bits === undefined) return name === host || name === address;
    return inRange(address, name, Number(bits));
  });
}

function inRange(address: string, net: string, bits: number): boolean {
  const family = isIP(net);
  if (family === 0 || isIP(address) !== family || !Number.isInteger(bits) || bits < 0) return false;
  if (bits > (family === 4 ? 32 : 128)) return false;
  const kind = family === 4 ? "ipv4" : "ipv6";
  const list = new BlockList();
  list.addSubnet(net, bits, kind);
  return list.check(address, kind);
}
