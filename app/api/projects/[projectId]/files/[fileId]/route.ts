import { getFile, removeFile } from "@/lib/files";
import { endpoint, operation } from "@/lib/http";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "files:read",
    handle: async ({ scope, params }) => ({
      data: { file: await getFile(scope, params.projectId, params.fileId) },
    }),
  }),
  DELETE: operation({
    auth: "files:write",
    role: "editor",
    handle: async ({ scope, params }) => {
      await removeFile(scope, params.projectId, params.fileId);
      return { message: "File deleted successfully", data: {} };
    },
  }),
});
