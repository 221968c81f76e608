import type { GenerationRequest } from "@/lib/ai";
import { contextWindowOf, DEMO_MODEL, effectiveModel, isPicture, maxTokensOf } from "@/lib/ai";
import { assemblePrompt } from "@/lib/chats/prompt/assemble";
import type { AttachedFile } from "@/lib/chats/prompt/attached";
import { passagesMessage, sourcesOf } from "@/lib/chats/prompt/passages";
import type { PreparedRequest } from "@/lib/chats/run";
import { isAppError } from "@/lib/errors";
import type { VariableValues } from "@/lib/schemas";
import { getStore, type MessageView, type ProjectRecord, type RequestRecord, type Scope } from "@/lib/store";
import { textOf } from "../shapes";
import { recordConfig } from "./configs";
import { loadHistory } from "./history";
import { planPassages, repeatPassages, withPassages } from "./reply-passages";
import { choosePictures, filedMessage, withPictureData } from "./reply-pictures";
import type { Pinned } from "./target";
import { fillPrompts, requireVariables } from "./variables";

/** Models asked with their own half answer at the end tend to begin anew; this makes them go on. */
export const CONTINUE =
  "Continue your last message from exactly where it ended. Repeat nothing and add no introduction.";

/** What is answered: the branch above, and the message; null: the reply at the branch's end goes on. */
export type ReplyTo = {
  chatId: string;
  leafId: string | null;
  message: string | null;
  /** Given for the prompts' variables, in this chat so far. */
  variables: VariableValues;
  /** On the message. */
  files: AttachedFile[];
  /** The reply that goes on, with the passages that it was given. */
  continues?: Pick<MessageView, "parts" | "request">;
};

export type ReplyRequest = {
  request: GenerationRequest;
  record: RequestRecord;
  /** Looks up what only the running reply waits for; absent: the request is complete. */
  prepare?: (signal: AbortSignal) => Promise<PreparedRequest>;
};

/**
 * Everything that the model will get for one reply: prompts, the branch above, the message.
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
  const { settings } = project;
  const variables = requireVariables(project.prompts, to.variables);
  const model = effectiveModel(settings.model);
  const contextWindow = contextWindowOf(model);
  const [config, branch] = await Promise.all([
    pinned?.config ?? recordConfig(scope, project),
    to.leafId === null ? [] : loadHistory(scope, to.chatId, to.leafId, contextWindow),
  ]);
  const prompts = fillPrompts(project.prompts, variables);
  const { maxTokens, temperature } = settings;
  const earlier = to.continues?.request?.passages ?? null;
  const sent = await choosePictures(scope, project.id, model, branch, to.files);
  const history = branch.map((entry) => ({ id: entry.id, ...filedMessage(entry, sent) }));
  const asked = filedMessage({ role: "user", content: to.message ?? CONTINUE, files: to.files }, sent);
  const texts = { own: textFiles(to.files), earlier: textFiles(branch.flatMap(({ files }) => files)) };
  let plan =
    to.message === null ? null : planPassages(project, config, contextWindow, texts, pinned?.segmentIds);
  const given = earlier && to.continues ? passagesMessage(sourcesOf(to.continues.parts), earlier) : null;
  const question = { message: asked.content, ...(asked.pictures ? { pictures: asked.pictures } : {}) };
  const input = { prompts, history, ...question, model, contextWindow, maxTokens };
  const assemble = (reserved: number) => assemblePrompt({ ...input, passages: null, reserved });
  const { messages, ...counts } = await assemble(
    plan?.budget ?? (given === null ? 0 : maxTokensOf(given)),
  ).catch((error) => {
    // A message that leaves no room for passages is answered without them.
    if (!plan || !isAppError(error, "validation_failed")) throw error;
    plan = null;
    return assemble(0);
  });
  const request: GenerationRequest = { model, messages, temperature, maxTokens };
  if (model === DEMO_MODEL) {
    const store = await getStore();
    const files = await store.files.list(scope, project.id, { limit: 20 });
    request.demo = {
      project: project.name,
      prompts,
      historyLength: history.length - counts.droppedMessages,
      files: files.items.map((file) => file.filename),
      attached: to.files.map(({ filename }) => filename),
      question: to.message,
      passages: [],
      continued: to.message === null,
    };
  }
  const record: RequestRecord = { configId: config.id, variables, ...counts };
  if (pinned?.release != null) record.release = pinned.release;
  if (sent.size > 0) record.pictures = [...sent];
  const complete = async ({ request: prepared, sources }: PreparedRequest): Promise<PreparedRequest> => ({
    request: await withPictureData(scope, project.id, prepared),
    sources,
  });
  if (to.message === null) {
    if (to.continues) record.continues = textOf(to.continues.parts).length;
    if (earlier && to.continues) record.passages = earlier;
    const again = earlier && to.continues ? repeatPassages(request, to.continues.parts, earlier) : request;
    return withLater(again, record, sent.size > 0 ? () => complete({ request: again, sources: [] }) : null);
  }
  const planned = plan;
  if (!planned) {
    return withLater(request, record, sent.size > 0 ? () => complete({ request, sources: [] }) : null);
  }
  record.passages = planned.fence;
  const search = {
    message: to.message,
    before: branch.findLast((entry) => entry.role === "user")?.content,
  };
  return withLater(request, record, async (signal) =>
    complete(await withPassages(scope, project.id, request, planned, search, signal)),
  );
}

const withLater = (
  request: GenerationRequest,
  record: RequestRecord,
  prepare: ReplyRequest["prepare"] | null,
): ReplyRequest => ({ request, record, ...(prepare ? { prepare } : {}) });

const textFiles = (files: AttachedFile[]) => [
  ...new Set(files.filter(({ mediaType }) => !isPicture(mediaType)).map(({ fileId }) => fileId)),
];
