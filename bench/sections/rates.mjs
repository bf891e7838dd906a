import { CASE_NAMES, startCase } from '../cases.mjs';
import { measure } from '../harness/rounds.mjs';
import { residentMb } from '../harness/processes.mjs';

/** All servers run all the time; those that nobody calls do nothing. */
export async function measureRates(get, options) {
  const names = CASE_NAMES.filter((name, i) => i === 0 || options.only.test(name));
  const cases = [];
  for (const name of names) cases.push(await startCase(get, name));
  await measure(cases, options);
  for (const each of cases) each.residentMb = residentMb(each.subject);
  return cases;
}
