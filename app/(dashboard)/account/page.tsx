import { KeyRound } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { requirePrincipal } from "@/app/page-principal";
import { Appearance } from "@/components/account/appearance";
import { DataExport } from "@/components/account/data-export";
import { DeleteAccount } from "@/components/account/delete-account";
import { PasswordForm } from "@/components/account/password-form";
import { ProfileForm } from "@/components/account/profile-form";
import { SavedPrompts } from "@/components/account/saved-prompts";
import { SecondFactor } from "@/components/account/second-factor";
import { Sessions } from "@/components/account/sessions";
import { SignIns } from "@/components/account/sign-ins";
import { Page } from "@/components/shell/fill-page";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { Topbar } from "@/components/shell/topbar";
import { buttonClass } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Section } from "@/components/ui/card";
import { getAccount, getSecondFactor, listSavedPrompts, listSessions, listSignIns } from "@/lib/account";
import { configuredProviders, isAdmin, lacksSecondFactor, scopeOf } from "@/lib/auth";
import { LIMITS } from "@/lib/schemas";
import { pagesText } from "@/lib/text/pages";
import { savedPromptsText } from "@/lib/text/saved-prompts";
import { secondFactorText } from "@/lib/text/second-factor";
import { signInsText } from "@/lib/text/sign-ins";

export const metadata: Metadata = { title: pagesText.account.title };

type SearchParams = Record<string, string | string[] | undefined>;

/** next-auth's error codes, as far as linking meets them. */
const NOT_LINKED = new Map<string, string>([
  ["OAuthAccountNotLinked", signInsText.notLinked.others],
  ["AccessDenied", signInsText.notLinked.refused],
  ["OAuthSignin", signInsText.notLinked.unreachable],
]);

export default async function AccountPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { linking } = await searchParams;
  const principal = await requirePrincipal();
  const scope = scopeOf(principal);
  const [account, signIns, secondFactor, { sessions }, { prompts }] = await Promise.all([
    getAccount(scope),
    listSignIns(scope),
    getSecondFactor(scope),
    listSessions(scope, principal, { limit: LIMITS.pageMax }),
    listSavedPrompts(scope),
  ]);
  const { email, hasPassword } = account;
  const required = (await isAdmin(principal.userId)) && (await lacksSecondFactor(principal.userId));
  return (
    <>
      <Topbar crumbs={[{ label: pagesText.account.title }]} />
      <Main>
        <Page>
          <PageHead title={pagesText.account.title} />
          <Section title={pagesText.account.profile} description={pagesText.account.profileHint}>
            <ProfileForm account={account} />
          </Section>
          <Section title={pagesText.account.password} description={pagesText.account.passwordHint}>
            <PasswordForm email={email} hasPassword={hasPassword} />
          </Section>
          <Section id="sign-ins" title={signInsText.title} description={signInsText.description}>
            {typeof linking === "string" ? (
              <Callout tone="danger">{NOT_LINKED.get(linking) ?? signInsText.notLinked.failed}</Callout>
            ) : null}
            <SignIns initial={signIns} providers={configuredProviders()} />
          </Section>
          <Section id="two-step" title={secondFactorText.title} description={secondFactorText.description}>
            <SecondFactor initial={secondFactor} hasPassword={hasPassword} required={required} />
          </Section>
          <Section title={pagesText.account.appearance} description={pagesText.account.appearanceHint}>
            <Appearance />
          </Section>
          <Section id="prompts" title={savedPromptsText.title} description={savedPromptsText.description}>
            <SavedPrompts initial={prompts} />
          </Section>
          <Section title={pagesText.account.sessions} description={pagesText.account.sessionsHint}>
            <Sessions initial={sessions} />
          </Section>
          <Section title={pagesText.account.keys} description={pagesText.account.keysHint}>
            <div>
              <Link href="/account/keys" prefetch={false} className={buttonClass()}>
                <KeyRound className="size-4" aria-hidden="true" />
                {pagesText.account.manageKeys}
              </Link>
            </div>
          </Section>
          <Section title={pagesText.account.data} description={pagesText.account.dataHint}>
            <DataExport />
          </Section>
          <Section title={pagesText.account.delete} description={pagesText.account.deleteHint}>
            <DeleteAccount hasPassword={hasPassword} />
          </Section>
        </Page>
      </Main>
    </>
  );
}
