import { useLocale, useTranslations } from "next-intl";
import { named } from "#lib/named.ts";
import { type Fact, Facts } from "#ui/facts.tsx";
import { TextLink } from "#ui/link.tsx";
import { displayValue, type FieldWords } from "../display.ts";
import type { Wanted, WantedMerger, WantedSchool } from "../proposals.ts";
import { type Contact, FACT_NAMES } from "../schema.ts";

const CONTACT_NAMES = [
  "addressZh",
  "addressEn",
  "phone",
  "email",
  "website",
] as const satisfies readonly (keyof Contact)[];

/** The school that a request would bring into being. */
function NewSchool({ school, words }: { school: WantedSchool & Partial<Contact>; words: FieldWords }) {
  const t = useTranslations("schools");
  const c = useTranslations("changes");
  const facts = FACT_NAMES.filter((name) => name !== "status").map(
    (name): Fact => ({
      label: t(`field.${name}`),
      value: displayValue(name, school[name], words) || null,
      missing: name === "code" ? c("codeLater") : t("notRecorded"),
    }),
  );
  const contact = CONTACT_NAMES.filter((name) => school[name]).map(
    (name): Fact => ({ label: t(`field.${name}`), value: school[name], wide: name.startsWith("address") }),
  );
  return <Facts items={[...facts, ...contact]} />;
}

function Merger({ merger, survivor }: { merger: WantedMerger; survivor: string }) {
  const t = useTranslations("changes");
  const locale = useLocale();
  return (
    <div className="space-y-3">
      <p>{t("mergerText", { name: survivor })}</p>
      <ul className="list-disc space-y-1 ps-5">
        {merger.others.map((other) => (
          <li key={other.id}>
            <TextLink href={`/schools/${other.id}`}>{named(other, locale)}</TextLink>{" "}
            <span className="text-muted tabular-nums">{other.code}</span>
          </li>
        ))}
      </ul>
      {merger.code && <p>{t("mergerCode", { code: merger.code })}</p>}
    </div>
  );
}

/** What a request asks for where it is more than facts of one school. */
export function WantedProposal({ asked, school, words }: { asked: Wanted; school: string; words: FieldWords }) {
  const t = useTranslations("changes");
  if (asked.kind === "CREATE") return <NewSchool school={asked.wanted} words={words} />;
  if (asked.kind === "MERGE") return <Merger merger={asked.wanted} survivor={school} />;
  if (asked.kind !== "SPLIT") return null;
  const { successor, closes } = asked.wanted;
  return (
    <div className="space-y-4">
      <p>{t(closes ? "splitCloses" : "splitStays", { name: school })}</p>
      <NewSchool school={successor} words={words} />
    </div>
  );
}
