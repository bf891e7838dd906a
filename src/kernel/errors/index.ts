export {
  AppError,
  type AppErrorOptions,
  checkedFor,
  type CredentialHolder,
  type FieldError,
  type SpentQuota,
} from './app-error.js';
export { renderChallenge, type ChallengeContext } from './challenge.js';
export { ERROR_CODES, isErrorCode, type ErrorCode } from './error-codes.js';
export type { ChallengeForm, ErrorEntry, Language, LocalizedText } from './error-entry.js';
export { ERROR_TABLE } from './error-table.js';
export { docUrlOf, toProblem, type ProblemContext } from './problem.js';
