import type { NextRequest } from "next/server";
import type { Principal } from "@/lib/auth";
import { log } from "@/lib/log";
import { FOREIGN_METHOD_HEADER } from "./foreign-method";

type State = { requestId: string; principal: Principal | null };

/** A line in the log for each request. The secret of a link is part of its path, and stays out. */
export function report(
  request: NextRequest,
  route: string,
  state: State,
  status: number,
  ms: number,
  thrown: unknown,
): void {
  const entry = {
    requestId: state.requestId,
    method: request.headers.get(FOREIGN_METHOD_HEADER) ?? request.method,
    path: route.includes(":token") ? route : request.nextUrl.pathname,
    status,
    ms: Math.round(ms),
    ...(state.principal ? { userId: state.principal.userId, ...throughWhat(state.principal) } : {}),
  };
  if (status >= 500) log().error({ ...entry, err: thrown }, "request failed");
  else log().info(entry, "request");
}

function throughWhat(principal: Principal): Record<string, string> {
  if (principal.kind === "key") return { keyId: principal.keyId };
  return principal.kind === "visitor" ? { visitorId: principal.visitorId } : {};
}
