import type { NextRequest } from "next/server";
import { maskPath, noteFault, type Principal } from "@/lib/auth";
import { isAppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { countError, countRequest } from "@/lib/watch";
import { FOREIGN_METHOD_HEADER } from "./foreign-method";

type State = { requestId: string; principal: Principal | null };

/** Counts a request, and leaves a line in the log. The secret of a link is part of its path, and stays out, as does a key that was put into it. */
export function report(
  request: NextRequest,
  route: string,
  state: State,
  status: number,
  ms: number,
  thrown: unknown,
): void {
  countRequest(request.method, route, status, ms);
  const code = isAppError(thrown) ? thrown.code : "internal";
  // What a provider did is counted where it was asked.
  if (status >= 500 && !code.startsWith("provider_") && (isAppError(thrown) || status === 500)) {
    countError(code);
    noteFault(code);
  }
  const entry = {
    requestId: state.requestId,
    method: request.headers.get(FOREIGN_METHOD_HEADER) ?? request.method,
    path: route.includes(":token") ? route : maskPath(request.nextUrl.pathname),
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
