export type { ConsentClient } from './components/provenance.js';
export type { ConsentClaim, ConsentScope } from './components/scope-list.js';
export {
  type Language,
  LANGUAGES,
  languageCookie,
  languageOfLocales,
  type LanguageSources,
  negotiateLanguage,
} from './language.js';
export {
  formActionSource,
  page,
  type PageOptions,
  type RenderedPage,
  renderPage,
} from './page-renderer.js';
export { type PageRequestOptions, pageRequestOptions } from './page-request.js';
export { PagesModule } from './pages.module.js';
export type { HiddenField, View } from './view.js';
export { type ConsentProps, ConsentView } from './views/consent.view.js';
export {
  type DeviceCodeProblem,
  DeviceCodeView,
  DeviceConfirmView,
  DeviceDeniedView,
  DeviceDoneView,
} from './views/device.view.js';
export { type LoginProblem, type LoginProps, LoginView } from './views/login.view.js';
export {
  type LogoutProps,
  LogoutView,
  SignedOutView,
  StillSignedInView,
} from './views/logout.view.js';
export { type OAuthErrorProps, OAuthErrorView } from './views/oauth-error.view.js';
export {
  SetupDoneView,
  SetupExistsView,
  type SetupProblem,
  type SetupProps,
  SetupView,
} from './views/setup.view.js';
