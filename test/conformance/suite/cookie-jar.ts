interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly host: string;
  readonly path: string;
}

/** The cookies of one browser (RFC 6265); all addresses of a run are https. */
export class CookieJar {
  private cookies: Cookie[] = [];

  header(url: URL): string | null {
    const fitting = this.cookies.filter(
      ({ host, path }) => host === url.host && isBelow(url.pathname, path),
    );
    if (fitting.length === 0) return null;
    return fitting.map(({ name, value }) => `${name}=${value}`).join('; ');
  }

  keep(url: URL, lines: readonly string[]): void {
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split(/; */);
      const at = pair.indexOf('=');
      const name = pair.slice(0, at);
      const value = pair.slice(at + 1);
      const path = attributes.find((text) => /^path=/i.test(text))?.slice(5) ?? '/';
      this.cookies = this.cookies.filter(
        (each) => each.name !== name || each.path !== path || each.host !== url.host,
      );
      if (value !== '' && !isOver(attributes))
        this.cookies.push({ name, value, host: url.host, path });
    }
  }
}

function isBelow(pathname: string, path: string): boolean {
  return pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`);
}

function isOver(attributes: readonly string[]): boolean {
  return attributes.some(
    (text) => /^expires=Thu, 01 Jan 1970/i.test(text) || /^max-age=0$/i.test(text),
  );
}
