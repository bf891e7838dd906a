// Loaded into the server before anything else (`node --import`): each SIGUSR2 moves its clock on. Tests
// wait for what a real run waits for, two seconds or thirty, without waiting.
const STEP_MS = 31_000;
const { now } = Date;
let aheadMs = 0;

globalThis.Date = new Proxy(Date, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now() + aheadMs] : args, newTarget),
  get: (target, key, receiver) =>
    key === 'now' ? () => now() + aheadMs : Reflect.get(target, key, receiver),
});

process.on('SIGUSR2', () => {
  aheadMs += STEP_MS;
  process.stdout.write(`clock moved to +${aheadMs} ms\n`);
});
