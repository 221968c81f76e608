import type { sendAsVisitor } from "@/lib/embed";
import type { Call } from "@/lib/http";

/** A visitor's call as the use cases take it. */
export function visitOf({
  scope,
  principal,
  address,
}: Pick<Call<unknown, unknown, "visitor">, "scope" | "principal" | "address">): Parameters<
  typeof sendAsVisitor
>[0] {
  const { projectId, visitorId } = principal;
  return { scope, projectId, visitorId, address };
}
