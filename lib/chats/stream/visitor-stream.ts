import { errorMessage } from "@/lib/errors";
import type { MessagePart } from "@/lib/schemas";
import type { RunEvent, SourcePart } from "../run/types";
import { UiStreamEncoder } from "./ui-stream";

const TOLD = ["chatId", "createdAt", "status", "finishReason"];

/**
 * A run as people without an account see it: the text and that it ended. The list is closed: no model, no usage, no
 * reasoning, no tools, no text of a provider's, no ids of files.
 */
export class VisitorStreamEncoder extends UiStreamEncoder {
  protected readonly sources: boolean = false;

  override encode(event: RunEvent): string {
    switch (event.type) {
      case "start": {
        const parts = (event.parts ?? []).flatMap((part) => this.#part(part) ?? []);
        return super.encode({ ...event, parts });
      }
      case "text":
      case "finish":
        return super.encode(event);
      case "source": {
        const part = this.#part(event.part);
        return part?.type === "source-document" ? super.encode({ type: "source", part }) : "";
      }
      case "error":
        return super.encode({ ...event, message: errorMessage("provider_failed") });
      default:
        return "";
    }
  }

  protected override told(metadata: Record<string, unknown>): Record<string, unknown> {
    return Object.fromEntries(TOLD.flatMap((name) => (name in metadata ? [[name, metadata[name]]] : [])));
  }

  #part(part: MessagePart): MessagePart | null {
    if (part.type === "text") return part;
    return part.type === "source-document" && this.sources ? plainSource(part) : null;
  }
}

/** The same, with the names of the files that an answer rests on. */
export class VisitorSourcesEncoder extends VisitorStreamEncoder {
  protected override readonly sources = true;
}

/** A source by its number and its title alone. */
function plainSource({ title, mediaType, providerMetadata }: SourcePart): SourcePart {
  return { type: "source-document", sourceId: `${numberOf(providerMetadata)}`, mediaType, title };
}

/** The number by which a text cites a source; 0: none. */
export function numberOf(metadata: SourcePart["providerMetadata"]): number {
  const number = metadata?.knowledge?.number;
  return typeof number === "number" ? number : 0;
}
