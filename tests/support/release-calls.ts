/** Short ways to call the release routes. */
import * as liveRoute from "@/app/api/projects/[projectId]/live/route";
import * as publicationsRoute from "@/app/api/projects/[projectId]/publications/route";
import * as compareRoute from "@/app/api/projects/[projectId]/releases/[number]/compare/route";
import * as releaseRoute from "@/app/api/projects/[projectId]/releases/[number]/route";
import * as releasesRoute from "@/app/api/projects/[projectId]/releases/route";
import { call } from "./api";

type Token = string | undefined;

export const makeRelease = (token: Token, projectId: string, body: object = {}) =>
  call(releasesRoute, `POST /api/projects/${projectId}/releases`, { token, params: { projectId }, body });

export const listReleases = (token: Token, projectId: string, query: Record<string, string> = {}) =>
  call(releasesRoute, `GET /api/projects/${projectId}/releases`, { token, params: { projectId }, query });

export const getRelease = (token: Token, projectId: string, number: number | string) =>
  call(releaseRoute, `GET /api/projects/${projectId}/releases/${number}`, {
    token,
    params: { projectId, number: `${number}` },
  });

export const compareRelease = (token: Token, projectId: string, number: number, other: string) =>
  call(compareRoute, `GET /api/projects/${projectId}/releases/${number}/compare`, {
    token,
    params: { projectId, number: `${number}` },
    query: { with: other },
  });

export const setLive = (token: Token, projectId: string, release: unknown, override?: { reason: string }) =>
  call(liveRoute, `PUT /api/projects/${projectId}/live`, {
    token,
    params: { projectId },
    body: { release, ...(override ? { override } : {}) },
  });

export const publications = (token: Token, projectId: string) =>
  call(publicationsRoute, `GET /api/projects/${projectId}/publications`, { token, params: { projectId } });
