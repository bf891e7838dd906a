import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { CommandLine } from '../../components/command-line';
import { curlOf } from '../../components/curl';
import { Loading } from '../../components/loading';
import { Problem } from '../../components/problem';
import { type Server, serverQuery } from './server';

/** What is shown of the server's description of itself, once it is there, and how to ask for it. */
export function ServerPanel({ children }: { readonly children: (server: Server) => ReactNode }) {
  const { data, isError, error, refetch } = useQuery(serverQuery);
  if (isError) return <Problem error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  return (
    <Stack>
      {children(data)}
      <CommandLine text={curlOf({ method: 'GET', path: '/admin/server' })} />
    </Stack>
  );
}
