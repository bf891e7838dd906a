import { STATUS_CODES } from 'node:http';
import { ERROR_TABLE, type ErrorCode } from '../../../kernel/errors/index.js';
import { exampleAnswer } from '../example-answer.js';
import { LANGUAGES } from '../language.js';
import type { View } from '../view.js';

export interface ErrorCodeProps {
  readonly code: ErrorCode;
  /** Without a trailing slash. */
  readonly publicUrl: string;
}

/** The explanation of one error code: the page that every refusal links to. */
export function ErrorCodeView({ code, publicUrl }: ErrorCodeProps): View {
  const { status, title, meaning, remedy } = ERROR_TABLE[code];
  return ({ texts: { errors }, language }) => ({
    title: title[language],
    frame: 'document',
    body: (
      <>
        <p class="eyebrow">
          <span class="status">{status}</span>
          <span lang="en">{STATUS_CODES[status]}</span>
          <code>{code}</code>
        </p>
        <h1>{title[language]}</h1>
        {LANGUAGES.filter((other) => other !== language).map((other) => (
          <p key={other} class="other-title" lang={other}>
            {title[other]}
          </p>
        ))}
        <h2>{errors.meaning}</h2>
        <p>{meaning[language]}</p>
        <h2>{errors.remedy}</h2>
        <p>{remedy[language]}</p>
        <h2>{errors.example}</h2>
        <p>{errors.exampleText}</p>
        <pre lang="en">
          <code>{exampleAnswer(code, publicUrl)}</code>
        </pre>
        {status === 429 || status === 503 ? <p>{errors.retryAfter}</p> : null}
        <p>{errors.forPrograms}</p>
        <p class="back">
          <a href="/errors">{errors.all}</a>
        </p>
      </>
    ),
  });
}
