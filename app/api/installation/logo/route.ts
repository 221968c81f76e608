import { getLogo } from "@/lib/account";
import { endpoint, operation } from "@/lib/http";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "public",
    handle: async () => {
      const { type, bytes } = await getLogo();
      return new Response(bytes, {
        headers: {
          "Content-Type": type,
          "Content-Length": String(bytes.byteLength),
          // Another picture has another address; the address without its version is asked again.
          "Cache-Control": "public, max-age=3600",
          "Content-Security-Policy": "sandbox; default-src 'none'",
          "X-Content-Type-Options": "nosniff",
        },
      });
    },
  }),
});
