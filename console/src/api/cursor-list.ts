import { infiniteQueryOptions } from '@tanstack/react-query';

interface Page<Row> {
  readonly data: readonly Row[];
  readonly next_cursor: string | null;
}

/** The options of `useInfiniteQuery` for a list that the server pages by cursor. */
export function cursorList<Row>(
  key: readonly unknown[],
  fetchPage: (cursor: string | undefined) => Promise<Page<Row>>,
) {
  return infiniteQueryOptions({
    queryKey: key,
    queryFn: ({ pageParam }) => fetchPage(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
}

/** Every row of all pages that were fetched. */
export function rowsOf<Row>(pages: readonly Page<Row>[] | undefined): readonly Row[] {
  return (pages ?? []).flatMap(({ data }) => data);
}
