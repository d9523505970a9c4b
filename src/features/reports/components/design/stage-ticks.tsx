import { useTranslations } from "next-intl";
import { Stage } from "#features/reports/form/stage.ts";

/** Some of the stages, in their own order. */
export function StageTicks({
  legend,
  chosen,
  onChoose,
}: {
  legend: string;
  chosen: readonly Stage[];
  onChoose: (stages: Stage[]) => void;
}) {
  const label = useTranslations("label.stage");
  return (
    <fieldset className="flex flex-wrap gap-4">
      <legend className="font-semibold">{legend}</legend>
      {Stage.options.map((stage) => (
        <label key={stage} className="flex items-center gap-2">
          <input
            type="checkbox"
            checked={chosen.includes(stage)}
            onChange={({ currentTarget: { checked } }) =>
              onChoose(Stage.options.filter((one) => (one === stage ? checked : chosen.includes(one))))
            }
          />
          {label(stage.toUpperCase() as Uppercase<typeof stage>)}
        </label>
      ))}
    </fieldset>
  );
}
