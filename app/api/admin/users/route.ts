import { listUsers } from "@/lib/account";
import { endpoint, operation } from "@/lib/http";
import { adminUsersQuerySchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    admin: true,
    query: adminUsersQuerySchema,
    handle: async ({ query }) => ({ data: await listUsers(query) }),
  }),
});
