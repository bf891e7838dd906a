import type { VNode } from 'preact';
import type { HiddenField } from '../view.js';

export interface FieldProps {
  /** Id and name of the input. */
  readonly id: string;
  readonly label: string;
  readonly type: 'text' | 'password';
  readonly autocomplete: 'username' | 'current-password' | 'new-password' | 'off';
  readonly value?: string | null;
  readonly help?: string;
  readonly maxLength: number;
  readonly minLength?: number;
  readonly isFocused?: boolean;
  /** Id of the message that says why the form was not accepted. */
  readonly problemId?: string | null;
}

export function Field(props: FieldProps): VNode {
  const helpId = props.help === undefined ? null : `${props.id}-help`;
  const describedBy = [helpId, props.problemId].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={props.id}>{props.label}</label>
      <input
        id={props.id}
        name={props.id}
        type={props.type}
        autocomplete={props.autocomplete}
        autocapitalize="none"
        autocorrect="off"
        spellcheck={false}
        required
        maxlength={props.maxLength}
        minlength={props.minLength}
        autofocus={props.isFocused === true}
        value={props.value ?? undefined}
        aria-invalid={props.problemId ? 'true' : undefined}
        aria-describedby={describedBy === '' ? undefined : describedBy}
      />
      {helpId === null ? null : (
        <p class="help" id={helpId}>
          {props.help}
        </p>
      )}
    </div>
  );
}

export function Hidden({ fields }: { readonly fields: readonly (HiddenField | null)[] }): VNode {
  return (
    <>
      {fields.map((field) =>
        field === null ? null : (
          <input key={field.name} type="hidden" name={field.name} value={field.value} />
        ),
      )}
    </>
  );
}

/** Why a form was not accepted: announced at once, and marked by a sign and words, not by colour alone. */
export function Problem(props: {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}): VNode {
  return (
    <div class="problem" id={props.id} role="alert">
      <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
        <circle cx="10" cy="10" r="8.25" fill="none" stroke="currentColor" stroke-width="1.5" />
        <path d="M9.25 5.5h1.5v6h-1.5zM9.25 13h1.5v1.5h-1.5z" fill="currentColor" />
      </svg>
      <p>
        <span class="visually-hidden">{props.title}: </span>
        {props.text}
      </p>
    </div>
  );
}
