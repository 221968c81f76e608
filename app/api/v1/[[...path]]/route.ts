import { dialectRoutes, serveDialect } from "@/lib/openai";

/** Seconds; where functions have a limit, an answer ends there. */
export const maxDuration = 300;

/** The API in OpenAI's dialect, every path of it: an unknown one is refused in the dialect as well. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveDialect(dialectRoutes);
