import { fill } from '../components/fill.js';
import { Hidden } from '../components/form.js';
import { Name } from '../components/name.js';
import type { View } from '../view.js';

export interface LogoutProps {
  /** Where the form is posted; `logout=yes` is there when the person confirms. */
  readonly action: string;
  /** Ties the form to its session. */
  readonly xsrf: string;
  readonly clientName: string | null;
}

/** The question before a sign-out: `form#logout` with `#logout-stay` and `#logout-confirm`. */
export function LogoutView({ action, xsrf, clientName }: LogoutProps): View {
  return ({ texts: { logout } }) => ({
    title: logout.title,
    frame: 'card',
    body: (
      <>
        <h1>{logout.title}</h1>
        <p class="lead">
          {clientName === null
            ? logout.text
            : fill(logout.asked, { client: <Name text={clientName} /> })}
        </p>
        <form id="logout" method="post" action={action} class="choice">
          <Hidden fields={[{ name: 'xsrf', value: xsrf }]} />
          <button class="button" id="logout-stay" type="submit">
            {logout.stay}
          </button>
          <button
            class="button button-primary"
            id="logout-confirm"
            type="submit"
            name="logout"
            value="yes"
          >
            {logout.confirm}
          </button>
        </form>
      </>
    ),
  });
}

/** After a sign-out that leads nowhere else: `#signed-out`. */
export function SignedOutView(): View {
  return ({ texts: { signedOut } }) => ({
    title: signedOut.title,
    frame: 'card',
    body: (
      <>
        <h1 id="signed-out">{signedOut.title}</h1>
        <p class="lead">{signedOut.text}</p>
        <p class="note">{signedOut.shared}</p>
      </>
    ),
  });
}

/** After a sign-out that the person did not confirm: `#still-signed-in`. */
export function StillSignedInView(): View {
  return ({ texts: { stillSignedIn } }) => ({
    title: stillSignedIn.title,
    frame: 'card',
    body: (
      <>
        <h1 id="still-signed-in">{stillSignedIn.title}</h1>
        <p class="lead">{stillSignedIn.text}</p>
      </>
    ),
  });
}
