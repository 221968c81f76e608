import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { currentPrincipal } from "@/app/page-principal";
import { AcceptInvitation } from "@/components/people/accept-invitation";
import { InvitationFrame } from "@/components/people/invitation-frame";
import { roleName } from "@/components/people/role-names";
import { buttonClass } from "@/components/ui/button";
import { isAppError } from "@/lib/errors";
import { openInvitation } from "@/lib/people";
import type { OpenInvitation } from "@/lib/schemas";
import { pagesText } from "@/lib/text/pages";

type Props = { params: Promise<{ token: string }> };

export const metadata: Metadata = {
  title: pagesText.invitation.title,
  robots: { index: false, follow: false },
};

/** For one that can't be used there is `not-found.tsx`. */
async function invitationOf(token: string): Promise<OpenInvitation> {
  return openInvitation(token).catch((error) => {
    if (isAppError(error, "not_found")) notFound();
    throw error;
  });
}

export default async function InvitationPage({ params }: Props) {
  const { token } = await params;
  const [invitation, principal] = await Promise.all([invitationOf(token), currentPrincipal()]);
  const { project, role, invitedBy, email } = invitation;
  const back = encodeURIComponent(`/invitations/${token}`);
  return (
    <InvitationFrame>
      <div>
        <h1 className="break-words font-semibold text-2xl" dir="auto">
          {pagesText.invitation.join(project.name)}
        </h1>
        <p className="mt-2 text-fg-muted">
          {pagesText.invitation.invites(invitedBy.name, roleName(role).toLowerCase())}
        </p>
        {email ? <p className="mt-2 text-fg-muted">{pagesText.invitation.isFor(email)}</p> : null}
      </div>
      {principal ? (
        <AcceptInvitation token={token} />
      ) : (
        <div className="flex flex-col gap-3">
          <Link href={`/sign-up?callbackUrl=${back}`} className={buttonClass({ variant: "primary" })}>
            {pagesText.invitation.create}
          </Link>
          <Link href={`/sign-in?callbackUrl=${back}`} className={buttonClass()}>
            {pagesText.invitation.signIn}
          </Link>
        </div>
      )}
    </InvitationFrame>
  );
}
