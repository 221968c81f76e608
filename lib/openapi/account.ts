import { usageAnswer, usageQuerySchema } from "@/lib/schemas";
import type { ApiOperation } from "./types";

/** What an account has used, and all of it to take away. */
export const accountOperations: ApiOperation[] = [
  {
    method: "get",
    path: "/api/usage",
    id: "getUsage",
    tag: "Users",
    summary: "Tokens, replies and cost of the caller's replies, by day, project and model",
    description:
      "Days are those of `offset` (minutes ahead of UTC). At most 366 days; by default the last 30. `cost` is there when the server has a price list.",
    auth: "user",
    query: usageQuerySchema,
    answer: { data: usageAnswer },
  },
];
