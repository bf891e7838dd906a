import { KeysCard } from './keys-card';
import { RecentRefusals } from './recent-refusals';
import { WeekCard } from './week-card';

/** How the keys and the calls of somebody who has a key stand. */
export function ConsumerCards({ hasCalled }: { readonly hasCalled: boolean }) {
  return (
    <>
      {hasCalled ? <WeekCard /> : null}
      <KeysCard />
      <RecentRefusals />
    </>
  );
}
