"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { toast } from "@/components/ui/toast";
import { ApiError, api, messageOf } from "@/lib/client/api";
import type { AdminSettings } from "@/lib/schemas";
import { adminText } from "@/lib/text/admin";

const text = adminText.settings.logo;
const TYPES = ["image/png", "image/jpeg", "image/webp"];
const MAX_BYTES = 200_000;

function dataUrl(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error(text.unreadable));
    reader.readAsDataURL(file);
  });
}

/** The logo is saved as soon as it is chosen. */
export function LogoField({ logo: initial }: { logo: string | null }) {
  const router = useRouter();
  const picker = useRef<HTMLInputElement>(null);
  const [logo, setLogo] = useState(initial);
  const [problem, setProblem] = useState<string>();
  const [pending, setPending] = useState(false);

  async function save(next: string | null): Promise<void> {
    setPending(true);
    setProblem(undefined);
    try {
      const options = { method: "PUT" as const, body: { logo: next } };
      const { settings } = await api<{ settings: AdminSettings }>("/api/admin/settings", options);
      setLogo(settings.logo);
      toast.success(next ? text.saved : text.removed);
      router.refresh();
    } catch (error) {
      setProblem(error instanceof ApiError && error.errors[0] ? error.errors[0].message : messageOf(error));
    }
    setPending(false);
  }

  async function choose(file: File | undefined): Promise<void> {
    if (!file) return;
    if (!TYPES.includes(file.type)) return setProblem(text.wrongType);
    if (file.size > MAX_BYTES) return setProblem(text.tooLarge);
    await save(await dataUrl(file));
  }

  return (
    <Field label={text.label} hint={text.hint} error={problem}>
      {(control) => (
        <div className="flex flex-wrap items-center gap-3">
          {logo ? (
            // biome-ignore lint/performance/noImgElement: it comes as it is, from this server
            <img src={logo} alt={text.alt} className="size-12 rounded-md border border-line object-contain" />
          ) : null}
          <input
            {...control}
            ref={picker}
            type="file"
            accept={TYPES.join(",")}
            tabIndex={-1}
            className="sr-only"
            onChange={(event) => {
              void choose(event.target.files?.[0]);
              event.target.value = "";
            }}
          />
          <Button pending={pending} onClick={() => picker.current?.click()}>
            {logo ? text.change : text.choose}
          </Button>
          {logo ? (
            <Button variant="ghost" disabled={pending} onClick={() => void save(null)}>
              {text.remove}
            </Button>
          ) : null}
        </div>
      )}
    </Field>
  );
}
