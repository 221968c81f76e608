import { receiveDocument } from "@/lib/http/document";
import { endpoint, operation } from "@/lib/http/endpoint";
import { importProject } from "@/lib/transfer/import-project";

// A slow sender of many files.
export const maxDuration = 300;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "user",
    body: "document",
    handle: async ({ scope, request }) => ({
      status: 201,
      message: "Project imported successfully",
      data: { project: await importProject(scope, (sink) => receiveDocument(request, "file", sink)) },
    }),
  }),
});
