import { Button } from "./button.tsx";

/**
 * Above a list whose rows can be ticked: asks for a preview of what a step would do to the ticked rows, or to all of
 * the list. Nothing is done by it. The ticks belong to this form by its id (`DataTable.select`).
 */
export function TogetherBar({
  id,
  action,
  kept,
  all,
  help,
  steps,
}: {
  id: string;
  /** The address of the preview. */
  action: string;
  /** The list's own address, which says what 'all' is. */
  kept: URLSearchParams;
  /** 'All 88 of this list' */
  all: string;
  help: string;
  /** Buttons; each sends `step`. */
  steps: readonly { value: string; label: string }[];
}) {
  return (
    // A form of the browser's own: Next's leaves out which button was pressed.
    <form key={kept.toString()} id={id} action={action} className="together print:hidden">
      {[...kept].map(([name, value]) => (
        <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
      ))}
      <label className="choice">
        <input type="checkbox" className="tick" name="all" value="yes" />
        {all}
      </label>
      {steps.map(({ value, label }) => (
        <Button key={value} type="submit" name="step" value={value}>
          {label}
        </Button>
      ))}
      <span className="text-muted">{help}</span>
    </form>
  );
}
