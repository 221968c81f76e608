/** The routes of members and invitations as functions; each takes the caller's token first. */
import * as invitationRoute from "@/app/api/invitations/[token]/route";
import * as withdrawRoute from "@/app/api/projects/[projectId]/invitations/[invitationId]/route";
import * as invitationsRoute from "@/app/api/projects/[projectId]/invitations/route";
import * as memberRoute from "@/app/api/projects/[projectId]/members/[userId]/route";
import * as membersRoute from "@/app/api/projects/[projectId]/members/route";
import { type Answer, call, type Person, signUp } from "./api";

const root = "/api/projects";

export const invite = (token: string, projectId: string, body: unknown = {}): Promise<Answer> =>
  call(invitationsRoute, `POST ${root}/${projectId}/invitations`, { token, params: { projectId }, body });
export const listInvitations = (token: string, projectId: string): Promise<Answer> =>
  call(invitationsRoute, `GET ${root}/${projectId}/invitations`, { token, params: { projectId } });
export const withdraw = (token: string, projectId: string, invitationId: string): Promise<Answer> =>
  call(withdrawRoute, `DELETE ${root}/${projectId}/invitations/${invitationId}`, {
    token,
    params: { projectId, invitationId },
  });

const secretOf = (url: string) => new URL(url).pathname.split("/").at(-1) ?? "";
const invitation = (method: string) => (url: string, caller?: string) => {
  const token = secretOf(url);
  return call(invitationRoute, `${method} /api/invitations/${token}`, { token: caller, params: { token } });
};
export const openInvitation = invitation("GET");
export const accept = invitation("POST");

export const listMembers = (token: string, projectId: string): Promise<Answer> =>
  call(membersRoute, `GET ${root}/${projectId}/members`, { token, params: { projectId } });
const member = (method: string) => (token: string, projectId: string, userId: string, body?: unknown) =>
  call(memberRoute, `${method} ${root}/${projectId}/members/${userId}`, {
    token,
    params: { projectId, userId },
    ...(body === undefined ? {} : { body }),
  });
export const changeRole = member("PATCH");
export const removeMember = member("DELETE");

/** Signs somebody up and lets them join. */
export async function join(owner: Person, projectId: string, role: string): Promise<Person> {
  const person = await signUp();
  const { body } = await invite(owner.token, projectId, { role });
  const answer = await accept(body.data.url, person.token);
  if (answer.status !== 200) throw new Error(`Accepting answered ${answer.status}`);
  return person;
}
