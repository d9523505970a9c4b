"use client";

import Form from "next/form";
import type { FormEvent, MouseEvent } from "react";
import { DENSITIES, href, queryOf } from "#lib/list-params.ts";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";
import { TextLink } from "./link.tsx";
import type { Choice, ListToolsProps, ListToolWords } from "./list-tools-props.ts";

/** Moves a column's line one up or down, keeps the focus on the pressed button and says where the column now stands. */
function move(event: MouseEvent<HTMLFormElement>) {
  const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>("button[name=move]") : null;
  const line = button?.closest("li");
  if (!button || !line) return;
  event.preventDefault();
  if (button.value.endsWith(" up")) line.previousElementSibling?.before(line);
  else line.nextElementSibling?.after(line);
  button.focus();
  const form = button.form;
  const said = form?.querySelector("output");
  const lines = [...(line.parentElement?.children ?? [])];
  if (!said) return;
  said.textContent = (form?.dataset.columns ?? "")
    .replace("{column}", line.dataset.header ?? "")
    .replace("{place}", String(lines.indexOf(line) + 1))
    .replace("{count}", String(lines.length));
}

/** Keeps out of the address what is as usual: such fields are not sent. */
function leaveOutUsual(event: FormEvent<HTMLFormElement>) {
  const form = event.currentTarget;
  const columns = [...form.querySelectorAll<HTMLInputElement>("input[name=col]")];
  const chosen = columns.filter(({ type, checked }) => type === "hidden" || checked).map(({ value }) => value);
  const usual = chosen.join(" ") === form.dataset.usual ? columns : [];
  const left = [...usual, ...form.querySelectorAll<HTMLInputElement>("input[data-usual]:checked")];
  for (const field of left) field.disabled = true;
  setTimeout(() => {
    for (const field of left) field.disabled = false;
  });
}

/**
 * The choice is a GET form: its boxes, in their order, are the address. The buttons that move a column do so in the
 * browser, and what is as usual is left out; before scripts have loaded each sends the form, and all of it.
 */
export function ColumnPanel({ path, list, defaults, columns, sizes = [], words }: ListToolsProps) {
  const { col, density, after: _after, before: _before, ...others } = list;
  const kept = queryOf({ ...others, size: undefined }, defaults);
  const [lead, ...rest] = columns;
  const shown = col.flatMap((id) => rest.find((column) => column.id === id) ?? []);
  const order = [...shown, ...rest.filter((column) => !shown.includes(column))];
  return (
    <details key={href(path, list, {}, defaults)} className="menu" name="menu" data-menu>
      <summary className="btn btn-secondary">
        <Icon name="table" size={18} />
        {words.columns}
        <Icon name="chevron-down" size={16} />
      </summary>
      <div className="menu-panel end-0 column-panel">
        <Form
          action={path}
          scroll={false}
          className="space-y-3"
          data-columns={words.moved}
          data-usual={[defaults.col].flat().join(" ")}
          onClick={move}
          onSubmitCapture={leaveOutUsual}
        >
          {kept.map(([name, value]) => (
            <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
          ))}
          <input type="hidden" name="col" value={lead?.id} />
          <fieldset>
            <legend className="mb-1 text-xs text-muted">{words.columnsAsked}</legend>
            <p className="column-lead">
              {lead?.header} <span className="text-xs text-muted">{words.leads}</span>
            </p>
            <ol className="column-choices">
              {order.map((column) => (
                <Line key={column.id} column={column} shown={col.includes(column.id)} words={words} />
              ))}
            </ol>
          </fieldset>
          <Radios
            legend={words.density}
            name="density"
            value={density ?? ""}
            usual=""
            options={(["own", ...DENSITIES] as const).map((value) => ({
              value: value === "own" ? "" : value,
              label: words.densities[value],
            }))}
          />
          {sizes.length > 1 && (
            <Radios
              legend={words.rows}
              name="size"
              value={String(list.size)}
              usual={String(defaults.size)}
              options={sizes.map((size) => ({ value: String(size), label: String(size) }))}
            />
          )}
          <div className="flex flex-wrap items-center gap-3">
            <Button type="submit" variant="primary">
              {words.show}
            </Button>
            <TextLink href={href(path, others, {}, defaults)}>{words.usual}</TextLink>
          </div>
          <output className="sr-only" />
        </Form>
      </div>
    </details>
  );
}

function Radios({
  legend,
  name,
  value,
  usual,
  options,
}: {
  legend: string;
  name: string;
  value: string;
  usual: string;
  options: { value: string; label: string }[];
}) {
  return (
    <fieldset>
      <legend className="mb-1 text-xs text-muted">{legend}</legend>
      <div className="flex flex-wrap gap-x-4">
        {options.map((option) => (
          <label key={option.value} className="choice">
            <input
              type="radio"
              className="tick"
              name={name}
              value={option.value}
              defaultChecked={option.value === value}
              data-usual={option.value === usual || undefined}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Line({ column: { id, header }, shown, words }: { column: Choice; shown: boolean; words: ListToolWords }) {
  return (
    <li data-header={header}>
      <label className="choice">
        <input type="checkbox" className="tick" name="col" value={id} defaultChecked={shown} />
        {header}
      </label>
      {(["up", "down"] as const).map((way) => (
        <button
          key={way}
          type="submit"
          name="move"
          value={`${id} ${way}`}
          className="column-move"
          aria-label={(way === "up" ? words.moveUp : words.moveDown).replace("{column}", header)}
        />
      ))}
    </li>
  );
}
