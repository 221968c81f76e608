import * as route from "@/app/api/v1/[[...path]]/route";
import { httpServer } from "./http-server";

const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route;
const handlers = new Map(Object.entries({ GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS }));

/** `/api/v1` over real HTTP. Call inside a file that has an `apiStore`. `url` is the base URL for clients. */
export function dialectServer(): { readonly url: string } {
  const server = httpServer(async (request) => handlers.get(request.method)?.(request));
  return {
    get url() {
      return `${server.origin}/api/v1`;
    },
  };
}
