import { isAdmin } from "@/lib/auth";
import { FIRST_STEPS, type FirstStep, type FirstSteps } from "@/lib/schemas";
import { getStore } from "@/lib/store";

const isStep = (name: string): name is FirstStep => FIRST_STEPS.some((step) => step === name);

/** What is left of setting the installation up. An installation from before there were steps has none left. */
export async function getFirstSteps(): Promise<FirstSteps> {
  const state = await (await getStore()).installation.state("first-steps");
  return { done: state ? state.done.filter(isStep) : [...FIRST_STEPS] };
}

/** What is left for somebody: nothing for those who don't administer. */
export async function stepsLeft(userId: string): Promise<FirstStep[]> {
  const { done } = await getFirstSteps();
  const left = FIRST_STEPS.filter((step) => !done.includes(step));
  return left.length > 0 && (await isAdmin(userId)) ? left : [];
}

/** A step that was taken or skipped. */
export async function finishStep(step: FirstStep): Promise<FirstSteps> {
  const { done } = await getFirstSteps();
  const steps = { done: [...new Set([...done, step])] };
  await (await getStore()).installation.putState("first-steps", steps);
  return steps;
}
