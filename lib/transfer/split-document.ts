import { AppError, invalid } from "@/lib/errors";
import { LIMITS } from "@/lib/schemas";

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_ARRAY, CLOSE_ARRAY] = [0x7b, 0x7d, 0x5b, 0x5d];
/** No document of ours is deeper than a handful. */
const MAX_DEPTH = 64;
const MAX_KEY_BYTES = 64;

type Frame = { kind: "object"; key: string; expectsKey: boolean } | { kind: "array"; index: number };

/**
 * Takes the text of `files[i].content` out of a JSON document while it arrives, decoded from base64, so that what stays
 * in memory is the rest: the returned text, in which those strings are empty. JSON.parse still has to say whether it is
 * valid.
 * @throws `too_large` when the rest is longer than `maxBytes`; `validation_failed` on `files`, for more than a project
 *   may have, or on `files.<i>.content`; `malformed_json`; whatever `take` throws
 */
export async function splitDocument(
  source: AsyncIterable<Uint8Array>,
  maxBytes: number,
  take: (index: number, content: AsyncIterable<Uint8Array>) => Promise<void>,
): Promise<string> {
  const input = new Input(source);
  const rest = new Rest(maxBytes);
  const stack: Frame[] = [];
  while (input.ready || (await input.fill())) {
    const byte = input.next();
    const top = stack.at(-1);
    rest.addByte(byte);
    if (byte === QUOTE) {
      if (top?.kind === "object" && top.expectsKey) {
        top.key = await copyString(input, rest);
        top.expectsKey = false;
      } else {
        const index = contentIndex(stack);
        if (index === null) await copyString(input, rest);
        else {
          if (index >= LIMITS.filesPerProject) {
            throw invalid("files", `A project has at most ${LIMITS.filesPerProject} files`);
          }
          await take(index, base64Bytes(input, `files.${index}.content`));
          rest.addByte(QUOTE);
        }
      }
      continue;
    }
    if (byte === OPEN_OBJECT) stack.push({ kind: "object", key: "", expectsKey: true });
    else if (byte === OPEN_ARRAY) stack.push({ kind: "array", index: 0 });
    else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) stack.pop();
    else if (byte === COMMA && top?.kind === "object") top.expectsKey = true;
    else if (byte === COMMA && top?.kind === "array") top.index++;
    else if (byte === COLON && top?.kind === "object") top.expectsKey = false;
    if (stack.length > MAX_DEPTH) throw new AppError("malformed_json");
  }
  return rest.text();
}

/** Which file's content a string is that begins here; null: none. */
function contentIndex([root, files, file, ...deeper]: Frame[]): number | null {
  if (deeper.length > 0 || root?.kind !== "object" || root.key !== "files") return null;
  if (files?.kind !== "array" || file?.kind !== "object" || file.key !== "content") return null;
  return files.index;
}

/** Copies a string up to and with its closing quote. Its text, cut at {@link MAX_KEY_BYTES}, escapes as they are. */
async function copyString(input: Input, rest: Rest): Promise<string> {
  let [key, escaped] = ["", false];
  while (input.ready || (await input.fill())) {
    const start = input.position;
    let end: number | undefined;
    while (end === undefined && input.position < input.chunk.length) {
      const byte = input.next();
      if (escaped) escaped = false;
      else if (byte === BACKSLASH) escaped = true;
      else if (byte === QUOTE) end = input.position;
    }
    const part = input.chunk.subarray(start, end ?? input.position);
    rest.add(part);
    if (key.length < MAX_KEY_BYTES) {
      key += Buffer.from(part.subarray(0, end === undefined ? part.length : -1)).toString(
        "latin1",
        0,
        MAX_KEY_BYTES,
      );
    }
    if (end !== undefined) return key;
  }
  throw new AppError("malformed_json");
}

/** The bytes of a base64 string, up to its closing quote. Some writers of JSON escape the slash. */
async function* base64Bytes(input: Input, path: string): AsyncGenerator<Uint8Array, void, undefined> {
  const fault = () => invalid(path, "Content must be base64");
  let [letters, half, padding] = ["", "", 0];
  while (input.ready || (await input.fill())) {
    const quote = input.chunk.indexOf(QUOTE, input.position);
    const end = quote === -1 ? input.chunk.length : quote;
    let text = half + Buffer.from(input.chunk.subarray(input.position, end)).toString("latin1");
    input.position = quote === -1 ? end : end + 1;
    half = text.endsWith("\\") ? "\\" : "";
    text = text.slice(0, text.length - half.length).replaceAll("\\/", "/");
    const match = /^([A-Za-z0-9+/]*)(={0,2})$/.exec(text);
    if (!match || (padding > 0 && match[1] !== "")) throw fault();
    letters += match[1] ?? "";
    padding += match[2]?.length ?? 0;
    const last = quote !== -1;
    if (padding > 2 || (last && (half !== "" || letters.length % 4 === 1))) throw fault();
    const whole = last ? letters.length : letters.length - (letters.length % 4);
    if (whole > 0) yield Buffer.from(letters.slice(0, whole), "base64");
    letters = letters.slice(whole);
    if (last) return;
  }
  throw new AppError("malformed_json");
}

class Input {
  readonly #source: AsyncIterator<Uint8Array>;
  chunk: Uint8Array = new Uint8Array();
  position = 0;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Whether there is another byte; waits for it. */
  async fill(): Promise<boolean> {
    while (this.position >= this.chunk.length) {
      const { done, value } = await this.#source.next();
      if (done) return false;
      this.chunk = value;
      this.position = 0;
    }
    return true;
  }

  get ready(): boolean {
    return this.position < this.chunk.length;
  }

  next(): number {
    return this.chunk[this.position++] ?? 0;
  }
}

class Rest {
  readonly #maxBytes: number;
  readonly #buffers: Buffer[] = [];
  #current = Buffer.allocUnsafe(64 * 1024);
  #used = 0;
  #size = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  addByte(byte: number): void {
    this.#count(1);
    this.#current[this.#used++] = byte;
    if (this.#used === this.#current.length) this.#next();
  }

  #count(bytes: number): void {
    this.#size += bytes;
    if (this.#size > this.#maxBytes) throw new AppError("too_large");
  }

  #next(): void {
    this.#buffers.push(this.#current);
    this.#current = Buffer.allocUnsafe(64 * 1024);
    this.#used = 0;
  }

  add(bytes: Uint8Array): void {
    this.#count(bytes.length);
    for (let at = 0; at < bytes.length; ) {
      const length = Math.min(bytes.length - at, this.#current.length - this.#used);
      this.#current.set(bytes.subarray(at, at + length), this.#used);
      this.#used += length;
      at += length;
      if (this.#used === this.#current.length) this.#next();
    }
  }

  text(): string {
    const whole = Buffer.concat([...this.#buffers, this.#current.subarray(0, this.#used)]);
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(whole);
    } catch (cause) {
      throw new AppError("malformed_json", { cause });
    }
  }
}
