import { openFile } from "@/lib/files/files";
import { download } from "@/lib/http/download";
import { endpoint, operation } from "@/lib/http/endpoint";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "files:read",
    handle: async ({ scope, params, request }) =>
      download(await openFile(scope, params.projectId, params.fileId), request),
  }),
});
