import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client';
import type { components } from '../../api/schema';

export type Server = components['schemas']['Server'];

export const serverQuery = queryOptions({
  queryKey: ['server'],
  queryFn: () => unwrap(api.GET('/admin/server')),
});
