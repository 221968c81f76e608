export { toFile } from "./file-shape";
export { PASSAGES_PER_BLOB, unpackPassages } from "./index/segment";
export { passageKeys } from "./jobs/blob-keys";
export { startReading } from "./jobs/loop";
export { enqueueRead } from "./jobs/reading";
export { detectType, HEAD_BYTES } from "./read/detect";
export { READABLE_NAMES } from "./read/formats";
export { passagesOfFiles, untilRead } from "./search/attached";
export { retrieve } from "./search/retrieve";
