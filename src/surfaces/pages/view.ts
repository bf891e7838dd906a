import type { ComponentChildren } from 'preact';
import type { Language } from './language.js';
import type { Texts } from './texts/texts.js';

/** What a view knows of the page that it is put into. */
export interface ViewContext {
  readonly language: Language;
  readonly texts: Texts;
}

/** What a view says about its page, apart from the frame that all pages share. */
export interface PageContent {
  /** Title of the window, without the name of the server. */
  readonly title: string;
  /** A card in the middle for a question, a document for something to read. */
  readonly frame: 'card' | 'document';
  readonly body: ComponentChildren;
  /** Path of the one script that the page may load; without it the page allows no script at all. */
  readonly script?: string;
}

/** A page that is still to be put into a language. */
export type View = (context: ViewContext) => PageContent;

/** A hidden field of a form, such as the one that ties the form to its session. */
export interface HiddenField {
  readonly name: string;
  readonly value: string;
}
