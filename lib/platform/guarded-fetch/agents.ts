import http from "node:http";
import https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { perProcess } from "../per-process";
import { allowedAddresses, bareHost, type Guard } from "./destination";
import { GuardError } from "./guard-error";

export type Agents = { http: http.Agent; https: https.Agent };

const KEEP_ALIVE = { keepAlive: true, keepAliveMsecs: 30_000, maxFreeSockets: 64 };

/**
 * A lookup whose answer has been checked. The socket connects to just that answer, so a name that resolves to another
 * address a moment later changes nothing.
 */
export function guardedLookup(guard: Guard): LookupFunction {
  return (hostname, options, callback) => {
    allowedAddresses(hostname, guard).then(
      (addresses) => {
        const wanted = addresses
          .map((address) => ({ address, family: isIP(address) }))
          .filter(({ family }) => !options.family || options.family === family);
        const [first] = wanted;
        if (!first) callback(new GuardError("unresolved"), "", 0);
        else if (options.all) callback(null, wanted);
        else callback(null, first.address, first.family);
      },
      (error: Error) => callback(error, "", 0),
    );
  };
}

/** Agents for one request, whose sockets are not kept. */
export function agentsOf(guard: Guard): Agents {
  const lookup = guardedLookup(guard);
  return { http: new http.Agent({ lookup }), https: new https.Agent({ lookup }) };
}

/**
 * Agents with pooled sockets, for whoever makes requests by `node:http` itself. A host that is an address is connected to
 * without a lookup: {@link checkedUrl} first.
 */
export function guardedAgents(allowPrivate: boolean): Agents {
  return perProcess(`guarded-agents-${allowPrivate}`, () => {
    const lookup = guardedLookup({ allowPrivate });
    return {
      http: new http.Agent({ ...KEEP_ALIVE, lookup }),
      https: new https.Agent({ ...KEEP_ALIVE, lookup }),
    };
  });
}

/**
 * The address of a guarded request, checked as far as it can be without a lookup.
 * @throws GuardError `address` for what is not http(s) or carries a name and password, `blocked` for an address that may
 * not be reached
 */
export async function checkedUrl(address: string | URL, guard: Guard): Promise<URL> {
  const url = URL.canParse(String(address)) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") {
    throw new GuardError("address");
  }
  if (isIP(bareHost(url.hostname))) await allowedAddresses(url.hostname, guard);
  return url;
}
