import type { Connection } from './connection.js';
import { LUA_IS_FOREIGN, LUA_WITHOUT_KEY, luaNames } from './lua-text.js';

/** Before Ostiary is asked: what a caller could write about itself goes. Envoy has set its own by then. */
export function envoyDropScript(connection: Connection): string {
  return [
    luaNames(connection)
      .split('\n')
      .find((line) => line.startsWith('local FOREIGN')) ?? '',
    LUA_IS_FOREIGN,
    DROP,
  ].join('\n');
}

/** Behind Ostiary: the query without the key. */
export function envoyQueryScript(connection: Connection): string {
  return [
    luaNames(connection)
      .split('\n')
      .find((line) => line.startsWith('local QUERY_KEYS')) ?? '',
    LUA_WITHOUT_KEY,
    QUERY,
  ].join('\n');
}

const DROP = String.raw`
local ENVOYS_OWN = { ["x-forwarded-for"] = true, ["x-forwarded-proto"] = true, ["x-request-id"] = true }
function envoy_on_request(handle)
  local foreign = {}
  for name in pairs(handle:headers()) do
    if is_foreign(name) and not ENVOYS_OWN[name] then foreign[#foreign + 1] = name end
  end
  for _, name in ipairs(foreign) do handle:headers():remove(name) end
end`;

const QUERY = String.raw`
function envoy_on_request(handle)
  local path, query = handle:headers():get(":path"):match("^([^?]*)%?(.*)$")
  if not path then return end
  query = without_key(query)
  handle:headers():replace(":path", query == "" and path or path .. "?" .. query)
end`;
