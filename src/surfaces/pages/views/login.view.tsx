import type { VNode } from 'preact';
import { fill } from '../components/fill.js';
import { Field, Hidden, Problem } from '../components/form.js';
import { Name } from '../components/name.js';
import type { Texts } from '../texts/texts.js';
import type { HiddenField, View } from '../view.js';

export type LoginProblem = keyof Texts['login']['problems'];

export interface LoginProps {
  /** Where the form is posted: `username`, `password` and the hidden field. */
  readonly action: string;
  readonly csrf: HiddenField | null;
  /** The app that asked for the sign-in; null when the person came by themselves. */
  readonly clientName: string | null;
  /** What to put into the username field again. */
  readonly username?: string | null;
  readonly problem?: LoginProblem | null;
}

const PROBLEM_ID = 'login-problem';

/** The sign-in page: `form#login` with `#username`, `#password` and `#login-submit`. */
export function LoginView(props: LoginProps): View {
  return ({ texts }) => ({
    title: texts.login.title,
    frame: 'card',
    body: <Login {...props} texts={texts} />,
  });
}

function Login({ texts, ...props }: LoginProps & { readonly texts: Texts }): VNode {
  const problem = props.problem ?? null;
  const problemId = problem === null ? null : PROBLEM_ID;
  const username = props.username ?? null;
  return (
    <>
      <h1>{texts.login.title}</h1>
      <p class="lead">
        {props.clientName === null
          ? texts.login.toThisServer
          : fill(texts.login.toContinue, { client: <Name text={props.clientName} /> })}
      </p>
      {problem === null ? null : (
        <Problem
          id={PROBLEM_ID}
          title={texts.fields.problem}
          text={texts.login.problems[problem]}
        />
      )}
      <form id="login" method="post" action={props.action}>
        <Hidden fields={[props.csrf]} />
        <Field
          id="username"
          label={texts.fields.username}
          type="text"
          autocomplete="username"
          maxLength={256}
          value={username}
          isFocused={username === null}
          problemId={problemId}
        />
        <Field
          id="password"
          label={texts.fields.password}
          type="password"
          autocomplete="current-password"
          maxLength={1024}
          isFocused={username !== null}
          problemId={problemId}
        />
        <button class="button button-primary" id="login-submit" type="submit">
          {texts.login.submit}
        </button>
      </form>
    </>
  );
}
