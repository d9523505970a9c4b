import { Progress } from "#ui/progress.tsx";

/** Says that long work is under way while the form around it (class `group/form`) is being sent; no JavaScript of its own. */
export function Busy({ text }: { text: string }) {
  return (
    <div className="hidden group-aria-busy/form:block">
      <Progress label={text} text={text} />
    </div>
  );
}
