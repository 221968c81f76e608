/** As much of a Node response as next-auth touches. */
export class PlainResponse {
  #status = 200;
  #headers = new Headers();
  #cookies: string[] = [];
  #body: string | null = null;

  status(code: number): this {
    this.#status = code;
    return this;
  }
  getHeader(name: string): string | string[] | undefined {
    if (name.toLowerCase() === "set-cookie") return [...this.#cookies];
    return this.#headers.get(name) ?? undefined;
  }
  setHeader(name: string, value: string | string[]): this {
    if (name.toLowerCase() === "set-cookie") this.#cookies = Array.isArray(value) ? value : [value];
    else this.#headers.set(name, String(value));
    return this;
  }
  json(value: unknown): void {
    this.#headers.set("Content-Type", "application/json");
    this.#body = JSON.stringify(value);
  }
  send(value: unknown): void {
    if (typeof value === "object" && value !== null) this.json(value);
    else if (value !== undefined && value !== null) this.#body = String(value);
  }
  end(): void {}

  toResponse(): Response {
    for (const cookie of this.#cookies) this.#headers.append("Set-Cookie", cookie);
    return new Response(this.#body, { status: this.#status, headers: this.#headers });
  }
}
