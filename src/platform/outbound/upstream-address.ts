import { lookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isForbiddenUpstreamAddress, isLoopbackAddress } from '../../kernel/special-addresses.js';

/** An address of an upstream's name to which no call may go. Its message is for the log. */
export class UpstreamAddressRefusal extends Error {
  override readonly name = 'UpstreamAddressRefusal';
  readonly code = 'upstream_address_refused';
}

/** Asks for every address of a name. */
export type ResolveAll = (
  hostname: string,
  options: Parameters<LookupFunction>[1],
  done: (error: NodeJS.ErrnoException | null, addresses?: LookupAddress[]) => void,
) => void;

const systemResolver: ResolveAll = (hostname, options, done) =>
  lookup(hostname, { ...options, all: true }, done);

/** RFC 6761 §6.3: these mean this machine, and say so. */
const LOCAL_NAME = /(?:^|\.)localhost$/i;

/**
 * Resolves the name of an upstream for its connection. The addresses that are checked are those that the
 * socket goes to, so a name that changes its mind (DNS rebinding) gains nothing: not one of them may be
 * an address that no upstream may have, nor this machine unless the name is `localhost`.
 */
export function upstreamLookup(resolve: ResolveAll = systemResolver): LookupFunction {
  return (hostname, options, done) => {
    // With an error the resolver gives no list, whatever its types say.
    resolve(hostname, options, (error, addresses = []) => {
      const failure = error ?? refusalOf(hostname, addresses);
      const [first] = addresses;
      if (failure !== null || first === undefined) {
        done(failure ?? new UpstreamAddressRefusal(`${hostname} has no address`), []);
      } else if (options.all === true) {
        done(null, addresses);
      } else {
        done(null, first.address, first.family);
      }
    });
  };
}

function refusalOf(hostname: string, addresses: readonly LookupAddress[]): Error | null {
  for (const { address } of addresses) {
    if (isForbiddenUpstreamAddress(address)) {
      return new UpstreamAddressRefusal(`${hostname} has the address ${address}`);
    }
    if (isLoopbackAddress(address) && !LOCAL_NAME.test(hostname)) {
      return new UpstreamAddressRefusal(`${hostname} is this machine (${address})`);
    }
  }
  return null;
}
