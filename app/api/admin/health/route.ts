import { healthReport } from "@/lib/account";
import { endpoint, operation } from "@/lib/http";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    admin: true,
    handle: async () => ({ data: { health: await healthReport() } }),
  }),
});
