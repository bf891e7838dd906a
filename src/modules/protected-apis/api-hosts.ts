import { hostnameOf } from './api-host.js';

/** The hosts that belong to APIs. */
export class ApiHosts {
  private readonly hosts = new Set<string>();
  private readonly names = new Set<string>();

  /** @param ownHostname is never one of them */
  constructor(apis: readonly { readonly host: string | null }[], ownHostname: string) {
    for (const { host } of apis) {
      if (host === null || hostnameOf(host) === ownHostname) continue;
      this.hosts.add(host);
      this.names.add(hostnameOf(host));
    }
  }

  /**
   * Whether what is called at this host is for an API, or for nobody: also the spellings, and other ports
   * of the name, that a proxy or an upstream may take for it.
   */
  owns(host: string): boolean {
    if (this.names.size === 0) return false;
    return this.hosts.has(host) || this.names.has(hostnameOf(host));
  }
}
