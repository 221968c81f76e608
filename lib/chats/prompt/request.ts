import { DEMO_MODEL, type GenerationRequest, maxTokensOf } from "@/lib/ai";
import { isAppError } from "@/lib/errors";
import { type Effort, effortsOf, type VariableValues } from "@/lib/schemas";
import type { ConfigRecord, MessageView, ProjectRecord, RequestRecord } from "@/lib/store";
import { textOf } from "../shapes";
import { assemblePrompt } from "./assemble";
import { type AttachedFile, type FiledMessage, filedMessage, textFiles } from "./attached";
import { type PassagePlan, planPassages, repeatPassages } from "./passage-plan";
import { passagesMessage, sourcesOf } from "./passages";
import { answered } from "./turns";
import { fillPrompts } from "./variables";

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
  /** The chat's own; null: the project's. */
  model: string | null;
  /** How long a model that reasons is to think; absent, null: as it likes. */
  effort?: Effort | null;
  /** On the message. */
  files: AttachedFile[];
  /** The reply that goes on, with the passages that it was given. */
  continues?: Pick<MessageView, "parts" | "request">;
};

/** All that was loaded for one reply. */
export type ReplyContext = {
  project: ProjectRecord;
  config: ConfigRecord;
  /** What a release fixes of the answer; null: the draft answers. */
  pinned: { release: number | null; segmentIds: string[] | null } | null;
  to: ReplyTo;
  /** The values of all the prompts' variables. */
  variables: VariableValues;
  model: string;
  contextWindow: number;
  /** The messages above, oldest first. */
  branch: FiledMessage[];
  /** Ids of the pictures that go along. */
  pictures: ReadonlySet<string>;
  /** Names of the project's files, for the demo model alone. */
  filenames: string[];
};

export type DraftedRequest = {
  request: GenerationRequest;
  record: RequestRecord;
  /** Passages to look up while the reply runs, and what for; null: none. */
  search: { plan: PassagePlan; message: string; before: string | undefined } | null;
};

/**
 * Everything that the model will get for one reply but for passages and the pictures' content: prompts, the branch
 * above, the message.
 * @throws `validation_failed` on `message` when it is too long for the model
 */
export async function draftRequest(context: ReplyContext): Promise<DraftedRequest> {
  const { project, config, pinned, to, variables, model, contextWindow, branch, pictures } = context;
  const { maxTokens, temperature } = project.settings;
  const prompts = fillPrompts(project.prompts, variables);
  const history = answered(branch).map((entry) => ({ id: entry.id, ...filedMessage(entry, pictures) }));
  const asked = filedMessage({ role: "user", content: to.message ?? CONTINUE, files: to.files }, pictures);
  const texts = {
    chatId: to.chatId,
    own: textFiles(to.files),
    earlier: textFiles(branch.flatMap(({ files }) => files)),
  };
  let plan =
    to.message === null ? null : planPassages(project, config, contextWindow, texts, pinned?.segmentIds);
  const earlier = to.continues?.request?.passages ?? null;
  const given = earlier && to.continues ? passagesMessage(sourcesOf(to.continues.parts), earlier) : null;
  const question = { message: asked.content, ...(asked.pictures ? { pictures: asked.pictures } : {}) };
  const input = { prompts, history, ...question, model, contextWindow, maxTokens };
  const assemble = (reserved: number) => assemblePrompt({ ...input, passages: null, reserved });
  const { messages, ...counts } = await assemble(
    plan?.budget ?? (given === null ? 0 : maxTokensOf(given)),
  ).catch((error) => {
    // A message that leaves no space for passages is answered without them.
    if (!plan || !isAppError(error, "validation_failed")) throw error;
    plan = null;
    return assemble(0);
  });
  const request: GenerationRequest = { model, messages, temperature, maxTokens };
  if (model === DEMO_MODEL) {
    request.demo = {
      project: project.name,
      prompts,
      historyLength: history.length - counts.droppedMessages,
      files: context.filenames,
      attached: to.files.map(({ filename }) => filename),
      question: to.message,
      passages: [],
      continued: to.message === null,
    };
  }
  const record: RequestRecord = { configId: config.id, variables, ...counts };
  if (pinned?.release != null) record.release = pinned.release;
  if (to.effort && effortsOf(model).includes(to.effort)) {
    request.parameters = { reasoning_effort: to.effort };
    record.effort = to.effort;
  }
  if (pictures.size > 0) record.pictures = [...pictures];
  if (to.message === null) {
    if (to.continues) record.continues = textOf(to.continues.parts).length;
    if (!earlier || !to.continues) return { request, record, search: null };
    record.passages = earlier;
    return { request: repeatPassages(request, to.continues.parts, earlier), record, search: null };
  }
  if (!plan) return { request, record, search: null };
  record.passages = plan.fence;
  const before = branch.findLast((entry) => entry.role === "user")?.content;
  return { request, record, search: { plan, message: to.message, before } };
}
