import { getFile, keepFile, removeFile } from "@/lib/files";
import { endpoint, operation } from "@/lib/http";
import { forgetFile } from "@/lib/projects";
import { keepFileSchema, removeFileQuerySchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "files:read",
    handle: async ({ scope, params }) => ({
      data: { file: await getFile(scope, params.projectId, params.fileId) },
    }),
  }),
  PATCH: operation({
    auth: "files:write",
    role: "editor",
    body: keepFileSchema,
    handle: async ({ scope, params }) => ({
      message: "File kept in the project",
      data: { file: await keepFile(scope, params.projectId, params.fileId) },
    }),
  }),
  DELETE: operation({
    auth: "files:write",
    query: removeFileQuerySchema,
    handle: async ({ scope, params, query }) => {
      await removeFile(scope, params.projectId, params.fileId);
      const forever = query.forever === "true";
      const data = forever ? { unreplayable: await forgetFile(scope, params.projectId, params.fileId) } : {};
      return { message: "File deleted successfully", data };
    },
  }),
});
