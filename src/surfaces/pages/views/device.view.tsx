import type { VNode } from 'preact';
import { fill } from '../components/fill.js';
import { Field, Hidden, Problem } from '../components/form.js';
import { Name } from '../components/name.js';
import { type ConsentClient, Provenance } from '../components/provenance.js';
import { type ConsentScope, ScopeList } from '../components/scope-list.js';
import type { Texts } from '../texts/texts.js';
import type { View } from '../view.js';

export type DeviceCodeProblem = keyof Texts['device']['problems'];

export interface DeviceCodeProps {
  /** Where the form is posted: `user_code` and the hidden field. */
  readonly action: string;
  /** Ties the form to its session. */
  readonly xsrf: string;
  /** What to put into the field: the code of a link, or what was entered before. */
  readonly userCode: string | null;
  readonly problem: DeviceCodeProblem | null;
}

const PROBLEM_ID = 'device-problem';

/** Where a person enters the code of a device: `form#device` with `#user_code` and `#device-submit`. */
export function DeviceCodeView({ action, xsrf, userCode, problem }: DeviceCodeProps): View {
  return ({ texts: { device, fields } }) => ({
    title: device.title,
    frame: 'card',
    body: (
      <>
        <h1>{device.title}</h1>
        <p class="lead">{device.text}</p>
        {problem === null ? null : (
          <Problem id={PROBLEM_ID} title={fields.problem} text={device.problems[problem]} />
        )}
        <form id="device" method="post" action={action}>
          <Hidden fields={[{ name: 'xsrf', value: xsrf }]} />
          <Field
            id="user_code"
            label={device.code}
            type="text"
            autocomplete="off"
            maxLength={20}
            help={device.codeHelp}
            value={userCode}
            isFocused
            problemId={problem === null ? null : PROBLEM_ID}
          />
          <button class="button button-primary" id="device-submit" type="submit">
            {device.submit}
          </button>
        </form>
      </>
    ),
  });
}

export interface DeviceConfirmProps {
  /** Where the form is posted: `confirm=yes` or `abort=yes`. */
  readonly action: string;
  readonly xsrf: string;
  /** As the device shows it. */
  readonly userCode: string;
  readonly client: ConsentClient;
  readonly scopes: readonly ConsentScope[];
  /** The network address that the code was asked for from; null when it is not known. */
  readonly deviceAddress: string | null;
}

/**
 * Asks whether the code is that of a device in front of the person (RFC 8628 §5.4): `form#device-confirm`
 * with `#device-deny` and `#device-confirm-submit`.
 */
export function DeviceConfirmView(props: DeviceConfirmProps): View {
  return ({ texts, language }) => ({
    title: texts.device.confirmTitle,
    frame: 'card',
    body: (
      <>
        <h1>{texts.device.confirmTitle}</h1>
        <p class="lead">
          {fill(texts.device.confirmText, { client: <Name text={props.client.name} /> })}
        </p>
        <p class="user-code" id="device-code">
          <code>{props.userCode}</code>
        </p>
        <ul class="consequences">
          {props.deviceAddress === null ? null : (
            <li>{fill(texts.device.askedFrom, { address: <code>{props.deviceAddress}</code> })}</li>
          )}
          <li>{texts.device.sameCode}</li>
        </ul>
        <p class="caution">{texts.device.warning}</p>
        <Provenance client={props.client} texts={texts} language={language} />
        <h2>{texts.consent.asksFor}</h2>
        <ScopeList scopes={props.scopes} texts={texts} language={language} />
        <ConfirmForm {...props} texts={texts} />
      </>
    ),
  });
}

function ConfirmForm(props: DeviceConfirmProps & { readonly texts: Texts }): VNode {
  const { device } = props.texts;
  const fields = [
    { name: 'xsrf', value: props.xsrf },
    { name: 'user_code', value: props.userCode },
  ];
  return (
    <form id="device-confirm" method="post" action={props.action} class="choice">
      <Hidden fields={fields} />
      <button class="button" id="device-deny" type="submit" name="abort" value="yes">
        {device.deny}
      </button>
      <button class="button" id="device-confirm-submit" type="submit" name="confirm" value="yes">
        {device.confirm}
      </button>
    </form>
  );
}

/** The device will have its tokens at its next question. */
export function DeviceDoneView({ clientName }: { readonly clientName: string }): View {
  return ({ texts: { device } }) => ({
    title: device.doneTitle,
    frame: 'card',
    body: (
      <>
        <h1 id="device-done">{device.doneTitle}</h1>
        <p class="lead">{fill(device.doneText, { client: <Name text={clientName} /> })}</p>
      </>
    ),
  });
}

/** The person said no, here or on the consent page. */
export function DeviceDeniedView(): View {
  return ({ texts: { device } }) => ({
    title: device.deniedTitle,
    frame: 'card',
    body: (
      <>
        <h1 id="device-denied">{device.deniedTitle}</h1>
        <p class="lead">{device.deniedText}</p>
      </>
    ),
  });
}
