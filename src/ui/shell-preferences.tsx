import { Icon } from "./icon.tsx";

export type PreferenceGroup = {
  /** The field that the pressed button sends: 'locale', 'theme', 'density'. */
  name: string;
  label: string;
  options: { value: string; label: string; lang?: string; current?: boolean }[];
};

export type Preferences = {
  /** Names the button: 'Language and display'. */
  label: string;
  /** Keeps the choice (a cookie) and shows the page again; a server action, so that it works without JavaScript. */
  action: (form: FormData) => void | Promise<void>;
  groups: PreferenceGroup[];
};

/** Language, light or dark, density: one panel of buttons, each a form of its own effect. */
export function ShellPreferences({ label, action, groups }: Preferences) {
  return (
    <>
      <button type="button" popoverTarget="shell-preferences" className="bar-button">
        <Icon name="display" />
        <span className="sr-only">{label}</span>
      </button>
      <div id="shell-preferences" popover="auto" className="bar-panel">
        <form action={action} className="space-y-3 p-3">
          {groups.map((group) => (
            <fieldset key={group.name}>
              <legend className="mb-1 text-xs text-muted">{group.label}</legend>
              <div className="segments">
                {group.options.map((option) => (
                  <button
                    key={option.value}
                    type="submit"
                    name={group.name}
                    value={option.value}
                    lang={option.lang}
                    aria-pressed={option.current === true}
                  >
                    {option.label}
                  </button>
                ))}
              </div>
            </fieldset>
          ))}
        </form>
      </div>
    </>
  );
}
