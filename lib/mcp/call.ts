import { log } from "@/lib/log";
import { type DialectCall, toDialect } from "@/lib/openai";
import type { ProjectRecord, Scope } from "@/lib/store";

/** One message of a client: whose key it came with, and the project that its address names. */
export type McpCall = {
  scope: Scope;
  /** The draft. */
  project: ProjectRecord;
  /** What answering and counting under a key take. */
  dialect: DialectCall;
};

/** The public text of whatever was thrown; what nobody expected stays in the log. */
export function publicText(error: unknown): string {
  const { message, status, param } = toDialect(error);
  if (status >= 500) log().error({ err: error }, "an MCP call failed");
  return param ? `${param}: ${message}` : message;
}
