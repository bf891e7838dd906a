export { AddressResolver } from './address-resolver.js';
export { OutboundFetch } from './outbound-fetch.js';
export { OutboundModule } from './outbound.module.js';
export { PROBE_FAILURES } from './probe-failure.js';
export { upstreamLookup } from './upstream-address.js';
export { type ProbeResult, UpstreamProbe } from './upstream-probe.js';
