/**
 * The one place that makes ids: 24 hex characters in ObjectId format
 * (4 bytes seconds, 5 bytes random per process, 3 bytes counter), the same on both engines,
 * so data can move between them. https://www.mongodb.com/docs/manual/reference/bson-types/#objectid
 */
const processPart = crypto.getRandomValues(new Uint8Array(5));
let counter = new DataView(crypto.getRandomValues(new Uint8Array(4)).buffer).getUint32(0) & 0xffffff;

const hex = (n: number, width: number) => n.toString(16).padStart(width, "0");
const processHex = Array.from(processPart, (b) => hex(b, 2)).join("");

export function newId(now: number = Date.now()): string {
  counter = (counter + 1) & 0xffffff;
  return hex(Math.floor(now / 1000) >>> 0, 8) + processHex + hex(counter, 6);
}

const ID = /^[0-9a-f]{24}$/;
export function isId(value: unknown): value is string {
  return typeof value === "string" && ID.test(value);
}

/** When an id was made (epoch ms, in whole seconds). */
export const timeOfId = (id: string): number => Number.parseInt(id.slice(0, 8), 16) * 1000;
