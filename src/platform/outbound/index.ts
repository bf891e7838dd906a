export { AddressResolver } from './address-resolver.js';
export { OutboundFetch } from './outbound-fetch.js';
export { OutboundModule } from './outbound.module.js';
