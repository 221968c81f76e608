import type { ProjectFile } from "@/lib/schemas";
import { clientText } from "@/lib/text/client";
import { ApiError, fieldErrors, isRecord, networkError, retryAfterSeconds } from "./api";
import { redirectToSignIn } from "./sign-in-redirect";

export type UploadOptions = {
  signal?: AbortSignal | undefined;
  /** 0 to 1; reaches 1 when all bytes are sent, before the server has answered. */
  onProgress?: ((fraction: number) => void) | undefined;
};

/** Whether the server has refused a file for what it is: sent again, it would be refused again. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof ApiError && [400, 413, 415].includes(error.status);

/** Uploads one file to a project, or for the chat whose next message names it. @throws as {@link upload} */
export async function uploadFile(
  projectId: string,
  file: File,
  options: UploadOptions & { for?: "chat" } = {},
): Promise<ProjectFile> {
  const { file: stored } = await upload<{ file: ProjectFile }>(
    `/api/projects/${encodeURIComponent(projectId)}/files${options.for ? `?for=${options.for}` : ""}`,
    file,
    options,
  );
  return stored;
}

/**
 * Sends a file in the field `file` of a form and returns `data`. XMLHttpRequest, for fetch tells nothing about upload
 * progress.
 * @throws ApiError; an aborted upload throws the signal's reason.
 */
export function upload<T>(path: string, file: File, { signal, onProgress }: UploadOptions = {}): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const xhr = new XMLHttpRequest();
    const abort = () => xhr.abort();
    signal?.addEventListener("abort", abort, { once: true });
    xhr.addEventListener("loadend", () => signal?.removeEventListener("abort", abort));
    xhr.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress?.(event.loaded / event.total);
    });
    xhr.addEventListener("abort", () => reject(signal?.reason));
    xhr.addEventListener("error", () => reject(networkError()));
    xhr.addEventListener("load", () => {
      const payload: unknown = xhr.response;
      if (xhr.status === 201 && isRecord(payload) && isRecord(payload.data)) {
        return resolve(payload.data as T);
      }
      if (xhr.status === 401) redirectToSignIn();
      reject(failure(xhr, payload));
    });
    xhr.responseType = "json";
    xhr.open("POST", path);
    xhr.setRequestHeader("Accept", "application/json");
    const form = new FormData();
    form.append("file", file);
    xhr.send(form);
  });
}

function failure(xhr: XMLHttpRequest, payload: unknown): ApiError {
  const known = isRecord(payload) && typeof payload.message === "string";
  return new ApiError({
    status: xhr.status,
    code: known && typeof payload.code === "string" ? payload.code : "http",
    message: known ? String(payload.message) : clientText.request.unexpected,
    errors: known ? fieldErrors(payload.errors) : [],
    retryAfter: retryAfterSeconds(xhr.getResponseHeader("Retry-After")),
    requestId: xhr.getResponseHeader("X-Request-Id"),
  });
}
