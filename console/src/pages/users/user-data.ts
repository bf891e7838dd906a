import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client';
import { cursorList } from '../../api/cursor-list';
import type { components } from '../../api/schema';
import type { UsersSearch } from './routes';

export type User = components['schemas']['User'];
export type NewUser = components['schemas']['CreateUserRequest'];
export type UserChanges = components['schemas']['UpdateUserRequest'];

export const USERS_PATH = '/admin/users';

export function userPath(id: string): string {
  return `${USERS_PATH}/${id}`;
}

export function userList({ q, role, state }: UsersSearch) {
  const filter = {
    ...(q === undefined ? {} : { q }),
    ...(role === undefined ? {} : { role }),
    ...(state === undefined ? {} : { enabled: enabledOf(state) }),
  };
  return cursorList(['users', 'list', filter], (cursor) =>
    unwrap(
      api.GET('/admin/users', {
        params: { query: { ...filter, ...(cursor === undefined ? {} : { cursor }) } },
      }),
    ),
  );
}

function enabledOf(state: string): 'true' | 'false' {
  return state === 'disabled' ? 'false' : 'true';
}

export function userQuery(id: string) {
  return queryOptions({
    queryKey: ['users', 'one', id],
    queryFn: (): Promise<User> => unwrap(api.GET('/admin/users/{user_id}', { params: of(id) })),
  });
}

export function createUser(body: NewUser): Promise<User> {
  return unwrap(api.POST('/admin/users', { body }));
}

export function changeUser(id: string, body: UserChanges): Promise<User> {
  return unwrap(api.PATCH('/admin/users/{user_id}', { params: of(id), body }));
}

export function deleteUser(id: string) {
  return unwrap(api.DELETE('/admin/users/{user_id}', { params: of(id) }));
}

export function signOutUser(id: string) {
  return unwrap(api.POST('/admin/users/{user_id}/sign-out', { params: of(id) }));
}

function of(id: string) {
  return { path: { user_id: id } };
}
