import { endpoint, operation } from "@/lib/http";
import { pdfDataFile } from "@/lib/knowledge";

/** Character maps and standard fonts for drawing PDF pages in the browser: parts of a package, the same for everybody. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "public",
    limit: "none",
    handle: async ({ params }) => {
      const bytes = await pdfDataFile(params.kind, params.name);
      return new Response(bytes, {
        headers: {
          "Content-Type": "application/octet-stream",
          "Content-Length": String(bytes.byteLength),
          "Cache-Control": "public, max-age=31536000, immutable",
        },
      });
    },
  }),
});
