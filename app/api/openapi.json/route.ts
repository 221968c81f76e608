import { endpoint, operation } from "@/lib/http";
import { openapiDocument } from "@/lib/openapi";
import pkg from "@/package.json";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({ auth: "public", handle: async () => Response.json(openapiDocument(pkg.version)) }),
});
