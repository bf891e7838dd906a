import { executionAsyncResource } from 'node:async_hooks';

/** For as long as the process lives. */
let kept: object | null = null;

/**
 * Keeps alive the hidden class of the objects in which `process.nextTick` notes its callbacks. Such an object
 * lives for less than a turn of the event loop. A full garbage collection that finds none drops the class; V8 then
 * takes the line of Node that makes them for one that sees ever new classes, and runs it in its slow way until
 * the process ends. That was 5 % of a `/verify`. To be called before anything is loaded
 * that would bring such a collection.
 */
export function keepTickShape(): void {
  process.nextTick(() => {
    kept ??= executionAsyncResource();
  });
}
