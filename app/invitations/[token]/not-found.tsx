import Link from "next/link";
import { InvitationFrame } from "@/components/people/invitation-frame";
import { buttonClass } from "@/components/ui/button";
import { pagesText } from "@/lib/text/pages";

const text = pagesText.invitation.gone;

/** A used, withdrawn or expired link looks like one that never was: a stranger learns nothing from it. */
export default function InvitationGone() {
  return (
    <InvitationFrame>
      <title>{text.title}</title>
      <div>
        <h1 className="font-semibold text-2xl">{text.title}</h1>
        <p className="mt-2 text-fg-muted">{text.why}</p>
        <p className="mt-2 text-fg-muted">{text.joined}</p>
      </div>
      <Link href="/projects" prefetch={false} className={buttonClass({ variant: "primary" })}>
        {pagesText.missing.projects}
      </Link>
    </InvitationFrame>
  );
}
