/** What a text shows to have gone wrong with it, and what to do; neither repeats the text. */
export interface Mistake {
  readonly detail: string;
  readonly hint: string;
}

/** Names of variables, and what an empty variable is printed as. */
const PLACEHOLDER = new RegExp(
  `^(?:${[
    '(?:your|my|insert|enter|paste|put)[-_ ].*',
    '(?:(?:x[-_])?api[-_ ]?)?(?:key|token|secret|credential)(?:[-_ ]?(?:here|value))?',
    '(?:access|auth|bearer)[-_ ]?(?:token|key)',
    '<.*>',
    '\\{\\{.*\\}\\}',
    '\\{\\w*\\}',
    '\\[.*\\]',
    '\\$\\(?\\{?\\w+\\}?\\)?',
    '%\\w+%',
    'undefined|null|none|nil|nan|true|false|todo|changeme|dummy|test',
    'x{3,}|\\*{3,}|\\.{3,}|…',
  ].join('|')})$`,
  'is',
);

const QUOTED = /^["'`“”‘’]|["'`“”‘’]$/;
const ESCAPED_END = /(?:\\[nrt]|%0[ad]|%20|\s)$/i;
const NAMED = /^(?:authorization|x-api-key|api[-_]?key|key|token|access_token|bearer)\s*[:=]\s*\S/i;

/** How the credentials of well-known services begin. */
const OTHER_SERVICES = new RegExp(
  `^(?:${[
    '[sprw]k_(?:live|test|prod)_', // payments
    'whsec_',
    'gh[pousr]_',
    'github_pat_',
    'glpat-',
    'xox[a-z]-',
    'A[KS]IA[0-9A-Z]{12}',
    'AIza',
    'ya29\\.',
    'sk-',
    'SG\\.',
    'hf_',
    'npm_',
    'pypi-',
    'dop_v1_',
    'shp(?:at|ca|pa|ss)_',
    'EAA[0-9A-Za-z]{20}',
  ].join('|')})`,
);

/**
 * Looks for the mistakes that people make when they put a credential in its place. Only for what is
 * refused anyway: it says nothing of whether a credential exists.
 */
export function mistakeIn(value: string): Mistake | null {
  if (PLACEHOLDER.test(value.slice(0, 200).trim())) {
    return {
      detail: 'This is a placeholder or the text of an empty variable, not a credential.',
      hint: 'Put your own key or token in its place. If a variable holds it, the variable is not set where the program runs.',
    };
  }
  if (QUOTED.test(value)) {
    return {
      detail: 'The credential stands in quotation marks, or one of them was left at its end.',
      hint: 'Send it without quotation marks: they belong to the program or file that it was copied from.',
    };
  }
  if (NAMED.test(value)) {
    return {
      detail: 'The name of the credential stands before it, inside its value.',
      hint: 'Send the bare credential: the name belongs to the left of the colon, and only once.',
    };
  }
  if (ESCAPED_END.test(value)) {
    return {
      detail: 'The credential ends in white space or a line break.',
      hint: 'Cut the line break off: a file or variable that was read whole has one at its end.',
    };
  }
  if (OTHER_SERVICES.test(value)) {
    return {
      detail:
        'This is not a key of this server: it begins as the credentials of another service do.',
      hint: 'Send the key that was issued here. Replace the other one at its service: it has been sent to a stranger.',
    };
  }
  return null;
}
