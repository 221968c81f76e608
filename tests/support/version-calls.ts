/** The routes of versions and preview as functions; each takes the caller's token first. */
import * as previewRoute from "@/app/api/projects/[projectId]/preview/route";
import * as restoreRoute from "@/app/api/projects/[projectId]/versions/[versionId]/restore/route";
import * as versionRoute from "@/app/api/projects/[projectId]/versions/[versionId]/route";
import * as versionsRoute from "@/app/api/projects/[projectId]/versions/route";
import { call } from "./api";

const root = (projectId: string) => `/api/projects/${projectId}`;

export const listVersions = (token: string, projectId: string, query: Record<string, string> = {}) =>
  call(versionsRoute, `GET ${root(projectId)}/versions`, { token, params: { projectId }, query });
export const getVersion = (token: string, projectId: string, versionId: string) =>
  call(versionRoute, `GET ${root(projectId)}/versions/${versionId}`, {
    token,
    params: { projectId, versionId },
  });
export const restoreVersion = (token: string, projectId: string, versionId: string, body: object = {}) =>
  call(restoreRoute, `POST ${root(projectId)}/versions/${versionId}/restore`, {
    token,
    params: { projectId, versionId },
    body,
  });
export const preview = (token: string, projectId: string, body: object = {}) =>
  call(previewRoute, `POST ${root(projectId)}/preview`, { token, params: { projectId }, body });
