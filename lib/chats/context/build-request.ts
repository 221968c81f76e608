import {
  contextWindowOf,
  DEMO_MODEL,
  effectiveModel,
  type GenerationRequest,
  projectAccount,
} from "@/lib/ai";
import { getStore, type ProjectRecord, type RequestRecord, type Scope } from "@/lib/store";
import { draftRequest, type ReplyContext, type ReplyTo } from "../prompt/request";
import { requireVariables } from "../prompt/variables";
import type { PreparedRequest } from "../run";
import { recordConfig } from "./configs";
import { loadHistory } from "./history";
import { withPassages } from "./passages";
import { choosePictures, withPictureData } from "./pictures";
import type { Pinned } from "./target";

export type ReplyRequest = {
  request: GenerationRequest;
  record: RequestRecord;
  /** Looks up what only the running reply waits for; absent: the request is complete. */
  prepare?: (signal: AbortSignal) => Promise<PreparedRequest>;
};

/**
 * The request for one reply: loads what it is made of, drafts it, and leaves what takes long to the running reply.
 * `pinned`: the release that answers, whose prompts and settings `project` has; null: the draft.
 * @throws `validation_failed` on `message` when it is too long for the model, on `variables.<name>` when one is missing, on
 *   `fileIds` when its pictures are too large
 */
export async function buildRequest(
  scope: Scope,
  project: ProjectRecord,
  to: ReplyTo,
  pinned: Pinned | null = null,
): Promise<ReplyRequest> {
  const context = await loadContext(scope, project, to, pinned);
  const draft = await draftRequest(context);
  const { record, search } = draft;
  const account = projectAccount(scope, project.id);
  const request = { ...draft.request, account, ...(await fallbackOf(project)) };
  if (!search && context.pictures.size === 0) return { request, record };
  return {
    request,
    record,
    async prepare(signal) {
      const found: PreparedRequest = search
        ? await withPassages(scope, project.id, request, search.plan, search, signal)
        : { request, sources: [] };
      return { ...found, request: await withPictureData(scope, project.id, found.request) };
    },
  };
}

/** The project's second model, as a request has it. */
export async function fallbackOf({ settings }: ProjectRecord): Promise<{ fallback?: string }> {
  return settings.fallbackModel ? { fallback: await effectiveModel(settings.fallbackModel) } : {};
}

async function loadContext(
  scope: Scope,
  project: ProjectRecord,
  to: ReplyTo,
  pinned: Pinned | null,
): Promise<ReplyContext> {
  const variables = requireVariables(project.prompts, to.variables);
  const model = await effectiveModel(to.model ?? project.settings.model);
  const contextWindow = contextWindowOf(model);
  const [config, branch] = await Promise.all([
    pinned?.config ?? recordConfig(scope, project),
    to.leafId === null ? [] : loadHistory(scope, to.chatId, to.leafId, contextWindow),
  ]);
  const pictures = await choosePictures(scope, project.id, model, branch, to.files);
  const filenames = model === DEMO_MODEL ? await filenamesOf(scope, project.id) : [];
  return { project, config, pinned, to, variables, model, contextWindow, branch, pictures, filenames };
}

/** The newest twenty, which the demo model names. */
export async function filenamesOf(scope: Scope, projectId: string): Promise<string[]> {
  const { items } = await (await getStore()).files.list(scope, projectId, { limit: 20 });
  return items.map(({ filename }) => filename);
}
