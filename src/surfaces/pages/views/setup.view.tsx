import type { VNode } from 'preact';
import { fill } from '../components/fill.js';
import { Field, Hidden, Problem } from '../components/form.js';
import { Name } from '../components/name.js';
import type { Texts } from '../texts/texts.js';
import type { HiddenField, View } from '../view.js';

export type SetupProblem = keyof Texts['setup']['problems'];

export interface SetupProps {
  /** Where the form is posted: `token`, `username`, `password`. */
  readonly action: string;
  readonly csrf: HiddenField | null;
  readonly token?: string | null;
  readonly username?: string | null;
  readonly problem?: SetupProblem | null;
}

const PROBLEM_ID = 'setup-problem';

/** The page behind the one-time setup link: `form#setup` with `#setup-submit`. */
export function SetupView(props: SetupProps): View {
  const problem = props.problem ?? null;
  const problemId = problem === null ? null : PROBLEM_ID;
  return ({ texts: { setup, fields } }) => ({
    title: setup.title,
    frame: 'card',
    // The token is in the fragment, which only a script can read. Without it the token is pasted.
    script: '/pages/setup.js',
    body: (
      <>
        <h1>{setup.title}</h1>
        <p class="lead">{setup.text}</p>
        {problem === null ? null : (
          <Problem id={PROBLEM_ID} title={fields.problem} text={setup.problems[problem]} />
        )}
        <form id="setup" method="post" action={props.action}>
          <Hidden fields={[props.csrf]} />
          <Field
            id="token"
            label={setup.token}
            type="text"
            autocomplete="off"
            help={setup.tokenHelp}
            maxLength={256}
            value={props.token ?? null}
            problemId={problem === 'token_invalid' ? problemId : null}
          />
          <Field
            id="username"
            label={fields.username}
            type="text"
            autocomplete="username"
            maxLength={256}
            value={props.username ?? null}
            problemId={problem === 'username_invalid' ? problemId : null}
          />
          <Field
            id="password"
            label={fields.password}
            type="password"
            autocomplete="new-password"
            help={setup.passwordHelp}
            maxLength={1024}
            minLength={15}
            problemId={problem === 'password_weak' ? problemId : null}
          />
          <button class="button button-primary" id="setup-submit" type="submit">
            {setup.submit}
          </button>
        </form>
      </>
    ),
  });
}

/** After the first administrator was created. */
export function SetupDoneView({ username }: { readonly username: string }): View {
  return ({ texts: { setup } }) => ({
    title: setup.doneTitle,
    frame: 'card',
    body: (
      <>
        <h1>{setup.doneTitle}</h1>
        <p class="lead">{fill(setup.doneText, { username: <Name text={username} /> })}</p>
        <p>{setup.doneNext}</p>
        <ConsoleLink label={setup.toConsole} />
      </>
    ),
  });
}

/** Where the set-up form was, once there is an administrator. */
export function SetupExistsView(): View {
  return ({ texts: { setup } }) => ({
    title: setup.existsTitle,
    frame: 'card',
    body: (
      <>
        <h1>{setup.existsTitle}</h1>
        <p class="lead">{setup.existsText}</p>
        <p>{setup.existsNext}</p>
        <ConsoleLink label={setup.toConsole} />
      </>
    ),
  });
}

function ConsoleLink({ label }: { readonly label: string }): VNode {
  return (
    <a class="button button-primary" id="to-console" href="/console">
      {label}
    </a>
  );
}
