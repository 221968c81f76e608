"use client";

import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import { useForm } from "@/components/ui/use-form";
import { api } from "@/lib/client/api";
import type { AdminUser } from "@/lib/schemas";
import { adminText } from "@/lib/text/admin";
import { QuotaFields } from "./quota-fields";
import { quotaOf, quotaValues } from "./settings-parts";

const text = adminText.people.quota;

/** What one person may use, in the place of what holds for everybody. */
export function QuotaDialog({
  user,
  open,
  onClose,
  onChanged,
}: {
  user: AdminUser;
  open: boolean;
  onClose: () => void;
  onChanged: (next: AdminUser) => void;
}) {
  return (
    <Dialog open={open} onOpenChange={(next) => next || onClose()}>
      <DialogContent title={text.title(user.name)} description={text.text}>
        <QuotaForm user={user} onClose={onClose} onChanged={onChanged} />
      </DialogContent>
    </Dialog>
  );
}

function QuotaForm({
  user,
  onClose,
  onChanged,
}: {
  user: AdminUser;
  onClose: () => void;
  onChanged: (next: AdminUser) => void;
}) {
  async function save(quota: unknown): Promise<void> {
    const path = `/api/admin/users/${user.id}`;
    const answer = await api<{ user: AdminUser }>(path, { method: "PATCH", body: { quota } });
    toast.success(text.saved);
    onChanged(answer.user);
    onClose();
  }
  const form = useForm({
    initial: quotaValues(user.quota ?? {}, "quota"),
    schema: async () => {
      const { changeUserSchema } = await import("@/lib/schemas/admin");
      return {
        safeParse: (values: unknown) =>
          changeUserSchema.safeParse({ quota: quotaOf(values as Record<string, string>, "quota") }),
      };
    },
    submit: ({ quota }) => save(quota),
  });
  return (
    <form {...form.formProps} aria-label={text.title(user.name)} className="flex flex-col gap-4">
      {form.failure ? <Callout tone="danger">{form.failure}</Callout> : null}
      {user.quota === null ? <p className="text-fg-muted">{text.everybodys}</p> : null}
      <QuotaFields prefix="quota" errors={form.errors} input={form.input} />
      <DialogFooter>
        {user.quota === null ? null : (
          <Button onClick={() => void save(null).catch(() => toast.error(text.failed))}>{text.clear}</Button>
        )}
        <Button type="submit" variant="primary" pending={form.pending}>
          {text.save}
        </Button>
      </DialogFooter>
    </form>
  );
}
