import { AppError } from "@/lib/errors";
import { getStore } from "@/lib/store";
import { installationSettings } from "./installation-settings";
import { hashLinkToken } from "./shared-link";

/**
 * Whether this address may make an account. `invitation`: the secret of an open invitation to a project. Under a rule about
 * domains the address must be shown to be theirs before the account is of use.
 * @throws forbidden
 */
export async function requireSignUp(email: string, invitation?: string): Promise<{ mustVerify: boolean }> {
  const { signUp, domains } = await installationSettings();
  if (signUp === "closed") throw refused("Sign-up is closed; ask an administrator");
  const address = email.trim().toLowerCase();
  const domain = address.slice(address.lastIndexOf("@") + 1);
  if (domains.length > 0 && !domains.includes(domain)) {
    throw refused("Sign-up is not open to this email's domain");
  }
  if (signUp === "invited" && !(await isInvited(address, invitation))) {
    throw refused("Sign-up is by invitation: open the link you were sent");
  }
  return { mustVerify: domains.length > 0 };
}

/** Whether the form may be of use to somebody who wants to go to `address` next: the rule about domains is left to it. */
export async function maySignUp(address: string): Promise<boolean> {
  const { signUp } = await installationSettings();
  if (signUp !== "invited") return signUp === "open";
  const { invitations } = await getStore();
  const token = invitationIn(address);
  const found = token ? await invitations.findByToken(hashLinkToken(token), Date.now()) : null;
  return found !== null && found.acceptedBy === null;
}

const refused = (message: string) => new AppError("forbidden", { message });

async function isInvited(email: string, token: string | undefined): Promise<boolean> {
  if (!token) return false;
  const { invitations } = await getStore();
  const found = await invitations.findByToken(hashLinkToken(token), Date.now());
  return found !== null && found.acceptedBy === null && (found.email === null || found.email === email);
}

/** The secret in the path of an invitation's page, where somebody goes after signing up. */
export function invitationIn(address: string | undefined): string | undefined {
  return /\/invitations\/([\w-]{1,200})\/?(?:$|[?#])/.exec(address?.slice(0, 4_000) ?? "")?.[1];
}
