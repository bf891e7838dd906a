const VOID = new Set(['br', 'hr', 'img', 'input', 'link', 'meta']);
const ENTITIES: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&#39;': "'",
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
};

export interface Form {
  readonly action: string;
  readonly method: string;
  /** Its hidden and text fields, by name. */
  readonly fields: Readonly<Record<string, string>>;
}

/** As much of a page as a scripted browser needs; there are no scripts on our pages. */
export class Html {
  constructor(private readonly text: string) {}

  has(id: string): boolean {
    return this.startOf(id) !== null;
  }

  /** The visible text of the element, with single spaces. */
  textOf(id: string): string {
    return visible(this.elementOf(id));
  }

  /** The visible text of the whole page. */
  allText(): string {
    return visible(this.text.replace(/<head>.*?<\/head>/s, ''));
  }

  /** The value of an attribute of the element; null when it has none. */
  attribute(id: string, name: string): string | null {
    return attributeOf(this.startOf(id)?.tag ?? '', name);
  }

  /** The form that the element is in. */
  formAround(id: string): Form {
    const at = this.startOf(id)?.index ?? -1;
    for (const match of this.text.matchAll(/<form\b[^>]*>.*?<\/form>/gs)) {
      const [html] = match;
      if (match.index > at || match.index + html.length < at) continue;
      const tag = /^<form\b[^>]*>/.exec(html)?.[0] ?? '';
      return {
        action: attributeOf(tag, 'action') ?? '',
        method: (attributeOf(tag, 'method') ?? 'get').toUpperCase(),
        fields: fieldsOf(html),
      };
    }
    throw new Error(`the element ${id} is in no form`);
  }

  private startOf(id: string): { readonly tag: string; readonly index: number } | null {
    for (const match of this.text.matchAll(/<[a-z][^>]*>/gi)) {
      if (attributeOf(match[0], 'id') === id) return { tag: match[0], index: match.index };
    }
    return null;
  }

  /** From its start tag to the matching end tag. */
  private elementOf(id: string): string {
    const start = this.startOf(id);
    if (start === null) throw new Error(`there is no element ${id}`);
    const name = /^<([a-z0-9]+)/i.exec(start.tag)?.[1] ?? '';
    if (VOID.has(name)) return start.tag;
    const rest = this.text.slice(start.index);
    let depth = 0;
    for (const match of rest.matchAll(new RegExp(`<(/?)${name}\\b[^>]*>`, 'gi'))) {
      depth += match[1] === '/' ? -1 : 1;
      if (depth === 0) return rest.slice(0, match.index + match[0].length);
    }
    throw new Error(`the element ${id} has no end`);
  }
}

function fieldsOf(form: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<input\b[^>]*>/g)) {
    const name = attributeOf(tag, 'name');
    if (name !== null) fields[name] = attributeOf(tag, 'value') ?? '';
  }
  return fields;
}

function attributeOf(tag: string, name: string): string | null {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return value === undefined ? null : decode(value);
}

function visible(html: string): string {
  return decode(html.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}

function decode(text: string): string {
  return text.replace(/&(?:quot|#39|lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity);
}
