import { newId } from "@/lib/ids";
import type { Tell } from "@/lib/store";
import { toldEvent } from "@/lib/webhooks";

/** `reply.finished`, told by the write that ends the reply's run. */
export const tellReply: Tell = ({
  id,
  projectId,
  chatId,
  runId,
  status,
  finishReason,
  parts,
  usage,
  ...message
}) => {
  const fallback = parts.find((part) => part.type === "data-fallback");
  const model = fallback?.data.model ?? message.model;
  const tokens = {
    promptTokens: usage?.prompt_tokens ?? null,
    completionTokens: usage?.completion_tokens ?? null,
  };
  const data = { chatId, messageId: id, status, finishReason, model, ...tokens };
  return toldEvent({ projectId, type: "reply.finished", key: runId ?? id, data });
};

/** `feedback.given`, told by the write that stores the rating. */
export const tellFeedback: Tell = ({ id, projectId, chatId, feedback }) =>
  toldEvent({
    projectId,
    type: "feedback.given",
    key: newId(),
    data: { chatId, messageId: id, rating: feedback?.rating ?? null },
  });
