import Link from "next/link";
import { buttonClass } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { adminText } from "@/lib/text/admin";

const text = adminText.start;

/** Leads back to the first steps while some are left. */
export function StepsLeft({ count }: { count: number }) {
  return (
    <Callout
      title={text.leftTitle}
      action={
        <Link href="/admin/start" prefetch={false} className={buttonClass({ size: "sm" })}>
          {text.goOn}
        </Link>
      }
    >
      {text.left(count)}
    </Callout>
  );
}
