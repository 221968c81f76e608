import { openFile } from "@/lib/files";
import { download, endpoint, operation } from "@/lib/http";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "files:read",
    handle: async ({ scope, params, request }) =>
      download(await openFile(scope, params.projectId, params.fileId), request),
  }),
});
