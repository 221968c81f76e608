import { type Logger, pino } from "pino";
import { env } from "@/lib/env";

let root: Logger | undefined;

/** The process's JSON log on stdout. Never hand it credentials, bodies or prompts. */
export function log(): Logger {
  root ??= pino({
    level: env().LOG_LEVEL,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ["authorization", "cookie", "password", "token", "*.authorization", "*.cookie", "*.password"],
  });
  return root;
}
