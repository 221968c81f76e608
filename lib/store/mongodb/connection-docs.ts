import type { ConnectionRecord, ProjectKeyRecord } from "../types";

export type ConnectionDoc = Omit<ConnectionRecord, "id"> & { _id: string };
/** `_id` is `projectId:connectionId`. */
export type ProjectKeyDoc = ProjectKeyRecord & { _id: string; projectId: string };
