import { endpoint, operation, receiveDocument } from "@/lib/http";
import { importProject } from "@/lib/transfer";

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
