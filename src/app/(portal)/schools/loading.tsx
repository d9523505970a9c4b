import { useTranslations } from "next-intl";
import { Skeleton } from "#ui/skeleton.tsx";

export default function Loading() {
  const t = useTranslations("schools");
  return <Skeleton label={t("list.title")} />;
}
