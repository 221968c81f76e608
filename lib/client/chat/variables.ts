import type { Variable, VariableValues } from "@/lib/schemas";
import { codePoints } from "@/lib/schemas/code-points";
import { clientText } from "@/lib/text/client";
import { api } from "../api";

/** Code points. */
const VALUE_MAX = 10_000;
/** Of a chat that does not exist yet; afterwards the server keeps them. */
const PREFIX = "variables:new:";

export type VariablesState = {
  variables: readonly Variable[];
  values: VariableValues;
  /** Counts the sends that were held back because something is missing; 0: none. */
  asked: number;
};
/** Pages that come back from the browser's memory bring their old values with them; each such object counts once. */
const heard = new WeakSet<VariableValues>();

type Chat = { readonly projectId: string; readonly state: { readonly chatId: string | null } };

/** What a chat fills the prompts' variables with: entered here, kept for a reload, remembered by the server. */
export class ChatVariables {
  readonly #chat: Chat;
  #state: VariablesState;
  #listeners = new Set<() => void>();
  /** Rises with each change made here; what the server has is `#kept`. */
  #revision = 0;
  #kept = 0;

  constructor(chat: Chat, variables: readonly Variable[], remembered: VariableValues) {
    this.#chat = chat;
    this.#state = { variables, values: remembered, asked: 0 };
  }

  get state(): VariablesState {
    return this.#state;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What the server says now; what was entered here and not kept yet counts more. */
  receive(variables: readonly Variable[], remembered: VariableValues | undefined): void {
    const isNews = remembered !== undefined && !heard.has(remembered) && this.#kept === this.#revision;
    if (remembered) heard.add(remembered);
    this.#set({ ...this.#state, variables, values: isNews ? remembered : this.#state.values });
  }

  /** What was entered for a new chat before a reload. */
  restore(): void {
    if (this.#chat.state.chatId !== null || this.#revision > 0) return;
    const values = readStored(this.#chat.projectId);
    if (values) this.#set({ ...this.#state, values });
  }

  valueOf({ name, default: preset }: Variable): string {
    const { values } = this.#state;
    return Object.hasOwn(values, name) ? (values[name] ?? "") : (preset ?? "");
  }

  set(name: string, value: string): void {
    this.#revision++;
    this.#set({ ...this.#state, values: { ...this.#state.values, [name]: value } });
    if (this.#chat.state.chatId === null) writeStored(this.#chat.projectId, this.#state.values);
  }

  isMissing(variable: Variable): boolean {
    return variable.default === null && this.valueOf(variable).trim() === "";
  }

  isTooLong(variable: Variable): boolean {
    return codePoints(this.valueOf(variable)) > VALUE_MAX;
  }

  /** Why nothing can be sent, in a sentence; null: it can. Asking shows the form. */
  ask(): string | null {
    const { variables, asked } = this.#state;
    const missing = variables.filter((variable) => this.isMissing(variable)).map(({ name }) => name);
    const long = variables.find((variable) => this.isTooLong(variable));
    if (missing.length === 0 && !long) return null;
    this.#set({ ...this.#state, asked: asked + 1 });
    if (missing.length > 0) return clientText.variables.fillIn(missing.join(", "));
    return clientText.variables.tooLong(long?.name ?? "");
  }

  /** What a new chat begins with: what differs from the defaults, so that a default that changes later takes effect. */
  take(): { values: VariableValues; confirm: () => void } {
    const revision = this.#revision;
    const confirm = () => {
      this.#kept = Math.max(this.#kept, revision);
      removeStored(this.#chat.projectId);
    };
    return { values: this.#given(), confirm };
  }

  /** Tells the server what was changed in a chat that it knows. @throws ApiError */
  async flush(): Promise<void> {
    const { chatId } = this.#chat.state;
    const revision = this.#revision;
    if (chatId === null || this.#kept === revision) return;
    const body = { variables: this.#given() };
    await api(`/api/chats/${encodeURIComponent(chatId)}`, { method: "PATCH", body });
    this.#kept = Math.max(this.#kept, revision);
  }

  #given(): VariableValues {
    const given = this.#state.variables.flatMap((variable) => {
      const value = this.valueOf(variable);
      return value === variable.default ? [] : [[variable.name, value] as const];
    });
    return Object.fromEntries(given);
  }

  #set(state: VariablesState): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) listener();
  }
}

function readStored(projectId: string): VariableValues | null {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(PREFIX + projectId) ?? "null");
    if (typeof stored !== "object" || stored === null) return null;
    const texts = Object.entries(stored).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string",
    );
    return Object.fromEntries(texts);
  } catch {
    return null;
  }
}

function writeStored(projectId: string, values: VariableValues): void {
  try {
    localStorage.setItem(PREFIX + projectId, JSON.stringify(values));
  } catch {
    // Storage is full or forbidden: the values are still in the form.
  }
}

function removeStored(projectId: string): void {
  try {
    localStorage.removeItem(PREFIX + projectId);
  } catch {
    // As above.
  }
}
