import { expect, type Locator, type Page } from "@playwright/test";

/** The chat page as a person uses it. */
export class ChatPage {
  readonly page: Page;
  readonly field: Locator;
  readonly send: Locator;
  readonly stop: Locator;
  readonly log: Locator;

  constructor(page: Page) {
    this.page = page;
    this.field = page.getByRole("textbox", { name: "Message", exact: true });
    this.send = page.getByRole("button", { name: "Send", exact: true });
    this.stop = page.getByRole("button", { name: "Stop", exact: true });
    this.log = page.getByRole("log", { name: "Conversation" });
  }

  /** A project's new chat, ready to type. */
  async open(projectId: string): Promise<void> {
    await this.page.goto(`/projects/${projectId}`);
    await expect(this.field).toBeFocused();
  }

  async openChat(projectId: string, chatId: string): Promise<void> {
    await this.page.goto(`/projects/${projectId}/chats/${chatId}`);
    await expect(this.field).toBeVisible();
  }

  /** Types and presses Enter. */
  async say(text: string): Promise<void> {
    await this.field.fill(text);
    await this.field.press("Enter");
  }

  /** Says something and waits for the whole reply. */
  async ask(text: string): Promise<void> {
    await this.say(text);
    await this.idle();
  }

  /** No reply is under way. */
  async idle(): Promise<void> {
    await expect(this.stop).toBeHidden({ timeout: 60_000 });
  }

  get mine(): Locator {
    return this.log.getByRole("article", { name: "You" });
  }

  get replies(): Locator {
    return this.log.getByRole("article", { name: "Assistant" });
  }

  get lastReply(): Locator {
    return this.replies.last();
  }

  /** The numbered words of the scripted provider in the newest reply, in order. */
  async words(): Promise<string[]> {
    return ((await this.lastReply.textContent()) ?? "").match(/w\d{4}/g) ?? [];
  }

  /** Resolves as soon as the newest reply holds so many words. */
  async untilWords(count: number): Promise<void> {
    await expect
      .poll(async () => (await this.words()).length, { timeout: 60_000 })
      .toBeGreaterThanOrEqual(count);
  }

  get chatId(): string {
    const id = /\/chats\/([0-9a-f]{24})/.exec(this.page.url())?.[1];
    if (!id) throw new Error(`no chat in ${this.page.url()}`);
    return id;
  }
}

/** `w0001 … w<count>`: neither a gap nor a repeat. */
export function numbers(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `w${String(i + 1).padStart(4, "0")}`);
}
