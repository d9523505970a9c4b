import { useLocale, useTranslations } from "next-intl";
import { named } from "#lib/named.ts";
import { Facts } from "#ui/facts.tsx";
import { Card } from "#ui/section.tsx";
import type { PublicSchool as School } from "../public-queries.ts";

export function PublicSchool({ school }: { school: School }) {
  const t = useTranslations("publicList");
  const label = useTranslations("label");
  const locale = useLocale();
  const missing = t("notPublished");
  const { website, phone } = school;
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <Card title={t("contact")}>
        <Facts
          columns={1}
          items={[
            {
              label: t("address"),
              value: named({ nameEn: school.addressEn, nameZh: school.addressZh }, locale) || null,
              missing,
            },
            { label: t("phone"), value: phone ? <Phone number={phone} /> : null, missing },
            {
              label: t("website"),
              value: website ? (
                <a href={website} className="link break-all" rel="noreferrer noopener">
                  {website}
                </a>
              ) : null,
              missing,
            },
          ]}
        />
      </Card>
      <Card title={t("facts")}>
        <Facts
          columns={1}
          items={[
            { label: t("stage"), value: school.stages.map((stage) => label(`stage.${stage}`)).join(t("comma")) },
            {
              label: t("ownership"),
              value: named({ nameEn: school.ownershipNameEn, nameZh: school.ownershipNameZh }, locale),
            },
            {
              label: t("district"),
              value: named({ nameEn: school.districtNameEn, nameZh: school.districtNameZh }, locale),
            },
            { label: t("settlement"), value: school.settlement && label(`settlement.${school.settlement}`), missing },
            {
              label: t("boarding"),
              value: school.boarding === null ? null : t(school.boarding ? "yes" : "no"),
              missing,
            },
            ...(school.teachingPoint ? [{ label: t("teachingPoint"), value: t("yes") }] : []),
            { label: t("code"), value: <span className="tabular-nums">{school.code}</span> },
          ]}
        />
      </Card>
    </div>
  );
}

/** One number can be called by a press; a text that holds several is only shown. */
function Phone({ number }: { number: string }) {
  const digits = number.replace(/[^\d+]/g, "");
  if (/[,;，；、]/u.test(number) || digits.length > 15) return number;
  return (
    <a href={`tel:${digits}`} className="link tabular-nums">
      {number}
    </a>
  );
}
