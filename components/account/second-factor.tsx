"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { api, messageOf } from "@/lib/client/api";
import type { SecondFactorStart, SecondFactor as State } from "@/lib/schemas";
import { secondFactorText as text } from "@/lib/text/second-factor";
import { RecoveryCodes } from "./recovery-codes";
import { SecondFactorForm } from "./second-factor-form";
import { SecondFactorSetUp } from "./second-factor-set-up";

type Step = "shown" | "proof" | "renew" | "end" | SecondFactorStart | { codes: string[] };

/** Turns two-step sign-in on and off; each step takes the place of the one before. */
export function SecondFactor({
  initial,
  hasPassword,
  required,
}: {
  initial: State;
  hasPassword: boolean;
  /** Whether they administer, and may not until it is on. */
  required: boolean;
}) {
  const [state, setState] = useState(initial);
  const [step, setStep] = useState<Step>("shown");
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const back = () => setStep("shown");
  const show = (codes: string[]) => setStep({ codes });

  /** Without a password nothing is to be proved first. */
  async function begin(): Promise<void> {
    if (hasPassword) return setStep("proof");
    setPending(true);
    setProblem(null);
    try {
      setStep(await api<SecondFactorStart>("/api/users/second-factor", { body: {} }));
    } catch (error) {
      setProblem(messageOf(error));
    }
    setPending(false);
  }

  async function finish(): Promise<void> {
    back();
    try {
      const data = await api<{ secondFactor: State }>("/api/users/second-factor");
      setState(data.secondFactor);
    } catch (error) {
      setProblem(messageOf(error));
    }
  }

  if (typeof step === "object") {
    if ("codes" in step) return <RecoveryCodes codes={step.codes} onDone={() => void finish()} />;
    return <SecondFactorSetUp start={step} onCodes={show} onCancel={back} />;
  }
  if (step !== "shown") {
    return (
      <SecondFactorForm
        kind={step}
        hasPassword={hasPassword}
        onStarted={setStep}
        onCodes={show}
        onEnded={() => void finish()}
        onCancel={back}
      />
    );
  }
  return (
    <div className="flex flex-col gap-4">
      {problem ? <Callout tone="danger">{problem}</Callout> : null}
      {required && !state.enabled ? <Callout tone="warning">{text.required}</Callout> : null}
      <p role="status">{state.enabled ? text.on(state.recoveryCodesLeft) : text.off}</p>
      <div className="flex flex-wrap gap-2">
        {state.enabled ? (
          <>
            <Button onClick={() => setStep("renew")}>{text.renew}</Button>
            <Button onClick={() => setStep("end")}>{text.end}</Button>
          </>
        ) : (
          <Button pending={pending} onClick={() => void begin()}>
            {text.begin}
          </Button>
        )}
      </div>
    </div>
  );
}
