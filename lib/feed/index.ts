export { announce } from "./announce";
export { feedStream } from "./stream";
