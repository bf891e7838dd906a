import type { VNode } from 'preact';
import { ERROR_CODES, ERROR_TABLE, type Language } from '../../../kernel/errors/index.js';
import type { Texts } from '../texts/texts.js';
import type { View } from '../view.js';

type Group = keyof Texts['errors']['groups'];

const GROUPS: readonly Group[] = [400, 401, 403, 429, 500];
const CODES_BY_STATUS = [...ERROR_CODES].sort(
  (left, right) => ERROR_TABLE[left].status - ERROR_TABLE[right].status,
);

/** All error codes. With `isUnknown` it is the answer to an address that names none of them. */
export function ErrorCodesView({ isUnknown }: { readonly isUnknown: boolean }): View {
  return ({ texts, language }) => ({
    title: isUnknown ? texts.errors.unknownTitle : texts.errors.title,
    frame: 'document',
    body: (
      <>
        <h1>{isUnknown ? texts.errors.unknownTitle : texts.errors.title}</h1>
        <p class="lead">{isUnknown ? texts.errors.unknownText : texts.errors.lead}</p>
        {GROUPS.map((group) => (
          <section key={group}>
            <h2>{texts.errors.groups[group]}</h2>
            <CodeList group={group} language={language} />
          </section>
        ))}
      </>
    ),
  });
}

function CodeList({ group, language }: { group: Group; language: Language }): VNode {
  return (
    <ul class="codes">
      {CODES_BY_STATUS.filter((code) => groupOf(ERROR_TABLE[code].status) === group).map((code) => (
        <li key={code}>
          <a href={`/errors/${code}`}>
            <span class="status">{ERROR_TABLE[code].status}</span>
            <code>{code}</code>
            <span class="codes-title">{ERROR_TABLE[code].title[language]}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function groupOf(status: number): Group {
  if (status >= 500) return 500;
  return status === 401 || status === 403 || status === 429 ? status : 400;
}
