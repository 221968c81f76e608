import { History } from "lucide-react";
import Link from "next/link";
import { buttonClass } from "@/components/ui/button";
import { versionsText } from "@/lib/text/versions";

export function VersionsLink({ projectId }: { projectId: string }) {
  return (
    <Link href={`/projects/${projectId}/versions`} prefetch={false} className={buttonClass()}>
      <History className="size-4" aria-hidden="true" />
      {versionsText.link.versions}
    </Link>
  );
}
