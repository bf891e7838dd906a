import { Denials } from './denials';
import { KeysCard } from './keys-card';
import { RecentRefusals } from './recent-refusals';

/** What an administrator looks for each day. */
export function AdminCards() {
  return (
    <>
      <Denials />
      <KeysCard />
      <RecentRefusals />
    </>
  );
}
