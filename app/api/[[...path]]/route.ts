import { AppError } from "@/lib/errors";
import { endpoint, FOREIGN_METHOD_HEADER, FOREIGN_METHOD_PATH, operation } from "@/lib/http";

/** Every path under `/api` that no other route serves. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  {},
  operation({
    auth: "public",
    handle: async ({ request }) => {
      const { pathname } = request.nextUrl;
      // A page was asked for with a method that Next can't carry; the boot hook sent it here.
      if (request.headers.has(FOREIGN_METHOD_HEADER) && pathname === FOREIGN_METHOD_PATH) {
        throw new AppError("method_not_allowed", { headers: { Allow: "GET, HEAD" } });
      }
      throw new AppError("route_not_found");
    },
  }),
);
