export { announce, announceToProject, peopleOf } from "./announce";
export { feedStream } from "./stream";
