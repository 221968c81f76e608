import { contextWindowOf, DEMO_MODEL, effectiveModel } from "@/lib/ai/models";
import { assemblePrompt } from "@/lib/ai/prompt";
import type { GenerationRequest } from "@/lib/ai/types";
import type { SourcePart } from "@/lib/runs";
import { getStore, type ProjectRecord, type RequestRecord, type Scope } from "@/lib/store";
import { recordConfig } from "./configs";
import { loadHistory } from "./history";

/** Models asked with their own half answer at the end tend to begin anew; this makes them go on. */
const CONTINUE =
  "Continue your last message from exactly where it ended. Repeat nothing and add no introduction.";

/** What is answered: the branch above, and the message; null: the reply at the branch's end goes on. */
export type ReplyTo = { chatId: string; leafId: string | null; message: string | null };

export type ReplyRequest = {
  request: GenerationRequest;
  record: RequestRecord;
  sources: SourcePart[];
};

/**
 * Everything that the model will get for one reply: prompts, the branch above, the message.
 * @throws `validation_failed` on `message` when it is too long for the model
 */
export async function buildRequest(scope: Scope, project: ProjectRecord, to: ReplyTo): Promise<ReplyRequest> {
  const { settings } = project;
  const model = effectiveModel(settings.model);
  const contextWindow = contextWindowOf(model);
  const [config, history] = await Promise.all([
    recordConfig(scope, project),
    to.leafId === null ? [] : loadHistory(scope, to.chatId, to.leafId, contextWindow),
  ]);
  const prompts = project.prompts.map(({ role, content }) => ({ role, content }));
  const { maxTokens, temperature } = settings;
  const { messages, ...counts } = await assemblePrompt({
    prompts,
    history,
    passages: null,
    message: to.message ?? CONTINUE,
    model,
    contextWindow,
    maxTokens,
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
      passages: [],
      continued: to.message === null,
    };
  }
  return { request, record: { configId: config.id, ...counts }, sources: [] };
}
