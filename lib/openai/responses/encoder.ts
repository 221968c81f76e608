import type { ToolCall } from "@/lib/ai";
import { type Citations, flatAnnotations } from "../citations";
import type { Choice, ChoiceEvent } from "../generation";
import { oneLine } from "../wire";
import { callItem, type OutputIds, outputItems, textPart } from "./items";

const NOTHING: Citations = { annotations: [], sources: [] };

/**
 * The events of a streamed response, each with its type as the event's name and numbered from 0.
 * https://platform.openai.com/docs/api-reference/responses-streaming
 */
export class ResponseEncoder {
  readonly #ids: OutputIds;
  #sequence = 0;
  #text = "";
  /** What the open message's part holds, and which output item it is. */
  #open: { part: "output_text" | "refusal"; index: number } | null = null;
  #hasMessage = false;
  #items = 0;
  /** Output items of the calls, in order. */
  #calls: { index: number; call: ToolCall }[] = [];

  constructor(ids: OutputIds) {
    this.#ids = ids;
  }

  frame(type: string, fields: object): string {
    const payload = oneLine({ type, sequence_number: this.#sequence++, ...fields });
    return `event: ${type}\ndata: ${payload}\n\n`;
  }

  begin(response: object): string {
    return this.frame("response.created", { response }) + this.frame("response.in_progress", { response });
  }

  event(event: ChoiceEvent, citationsFor: (choice: Choice) => Citations): string {
    switch (event.type) {
      case "text":
        return this.#piece("output_text", event.text);
      case "refusal":
        return this.#piece("refusal", event.text);
      case "tool":
        return this.#tool(event);
      case "finish": {
        const { choice } = event;
        const empty = !choice.text && !choice.refusal && choice.toolCalls.length === 0;
        const opened = empty ? this.#openMessage("output_text") : "";
        return opened + this.#closeMessage(citationsFor(choice), choice) + this.#closeCalls();
      }
    }
  }

  #at(index: number) {
    return { item_id: this.#ids.message, output_index: index, content_index: 0 };
  }

  #piece(part: "output_text" | "refusal", delta: string): string {
    const opened = this.#open ? "" : this.#openMessage(part);
    const { index = 0 } = this.#open ?? {};
    this.#text += delta;
    const type = part === "refusal" ? "response.refusal.delta" : "response.output_text.delta";
    const logprobs = part === "refusal" ? {} : { logprobs: [] };
    return opened + this.frame(type, { ...this.#at(index), delta, ...logprobs });
  }

  #openMessage(part: "output_text" | "refusal"): string {
    if (this.#hasMessage) return "";
    this.#hasMessage = true;
    const index = this.#items++;
    this.#open = { part, index };
    const item = { id: this.#ids.message, type: "message", status: "in_progress", role: "assistant" };
    const empty = part === "refusal" ? { type: part, refusal: "" } : textPart("", NOTHING);
    return (
      this.frame("response.output_item.added", { output_index: index, item: { ...item, content: [] } }) +
      this.frame("response.content_part.added", { ...this.#at(index), part: empty })
    );
  }

  #closeMessage(citations: Citations, choice: Choice): string {
    if (!this.#open) return "";
    const { part, index } = this.#open;
    this.#open = null;
    const at = this.#at(index);
    const whole = part === "refusal" ? { type: part, refusal: this.#text } : textPart(this.#text, citations);
    const annotations = part === "refusal" ? [] : flatAnnotations(citations);
    const [item] = outputItems({ ...choice, toolCalls: [] }, citations, this.#ids);
    return [
      ...annotations.map((annotation, annotation_index) =>
        this.frame("response.output_text.annotation.added", { ...at, annotation_index, annotation }),
      ),
      part === "refusal"
        ? this.frame("response.refusal.done", { ...at, refusal: this.#text })
        : this.frame("response.output_text.done", { ...at, text: this.#text, logprobs: [] }),
      this.frame("response.content_part.done", { ...at, part: whole }),
      this.frame("response.output_item.done", { output_index: index, item }),
    ].join("");
  }

  #tool({ index, call, arguments: delta }: Extract<ChoiceEvent, { type: "tool" }>): string {
    let opened = "";
    if (call) {
      const place = { index: this.#items++, call: { ...call, arguments: "" } };
      this.#calls[index] = place;
      const item = callItem(place.call, this.#ids.call(index), "in_progress");
      opened = this.frame("response.output_item.added", { output_index: place.index, item });
    }
    const place = this.#calls[index];
    if (!place || delta === "") return opened;
    place.call.arguments += delta;
    const at = { item_id: this.#ids.call(index), output_index: place.index };
    return opened + this.frame("response.function_call_arguments.delta", { ...at, delta });
  }

  #closeCalls(): string {
    return this.#calls
      .map(({ index, call }, n) => {
        const item = callItem(call, this.#ids.call(n), "completed");
        const at = { item_id: item.id, output_index: index };
        return (
          this.frame("response.function_call_arguments.done", {
            ...at,
            name: call.name,
            arguments: call.arguments,
          }) + this.frame("response.output_item.done", { output_index: index, item })
        );
      })
      .join("");
  }
}
