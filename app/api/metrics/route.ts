import { AppError } from "@/lib/errors";
import { endpoint, hitGeneral, operation } from "@/lib/http";
import { metricsText, opensMetrics } from "@/lib/watch";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "public",
    // A scraper comes every few seconds; only who has no token is counted.
    limit: "none",
    handle: async ({ request, address }) => {
      const token = /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
      const opens = opensMetrics(token);
      if (opens === null) throw new AppError("route_not_found");
      if (!opens) {
        await hitGeneral(undefined, address);
        throw new AppError("unauthenticated", { headers: { "WWW-Authenticate": "Bearer" } });
      }
      const { text, contentType } = await metricsText();
      return new Response(text, { headers: { "Content-Type": contentType } });
    },
  }),
});
