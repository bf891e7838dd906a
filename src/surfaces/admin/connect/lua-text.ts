import type { Connection } from './connection.js';
import { FORWARDING_HEADERS, IDENTITY_HEADERS, OTHER_IDENTITY_HEADERS } from './header-names.js';

/** A list of texts that hold neither quotes nor backslashes, as a Lua table that says which are in it. */
export function luaSet(texts: readonly string[]): string {
  return `{ ${texts.map((text) => `["${text}"] = true`).join(', ')} }`;
}

export function luaList(texts: readonly string[]): string {
  return `{ ${texts.map((text) => `"${text}"`).join(', ')} }`;
}

/** Constants that the scripts share, for names in lower case with `-` for `_`. */
export function luaNames(connection: Connection): string {
  const foreign = [...OTHER_IDENTITY_HEADERS, ...FORWARDING_HEADERS, 'X-Request-Id'];
  return [
    `local API = "${connection.apiId}"`,
    `local IDENTITY = ${luaList(IDENTITY_HEADERS.map(lower))}`,
    `local CREDENTIALS = ${luaSet(connection.credentialHeaders.map(lower))}`,
    `local FOREIGN = ${luaSet([...foreign.map(lower)])}`,
    `local QUERY_KEYS = ${luaSet(connection.queryKeyNames)}`,
  ].join('\n');
}

/** What a caller could write about itself and its way, in any spelling that an upstream may fold. */
export const LUA_IS_FOREIGN = String.raw`
local function is_foreign(name)
  local folded = name:lower():gsub("_", "-")
  return FOREIGN[folded] or folded:find("^x%-auth%-") or folded:find("^x%-forwarded%-")
    or folded:find("^x%-original%-")
end`;

/** The query without the key: names are decoded as Ostiary decodes them, all other bytes stay. */
export const LUA_WITHOUT_KEY = String.raw`
local function without_key(query)
  local kept = {}
  for part in (query .. "&"):gmatch("([^&]*)&") do
    local name = part:match("^([^=]*)=")
    local decoded = name and name:gsub("+", " "):gsub("%%(%x%x)", function(hex)
      return string.char(tonumber(hex, 16))
    end)
    if not (decoded and QUERY_KEYS[decoded]) then kept[#kept + 1] = part end
  end
  return table.concat(kept, "&")
end`;

function lower(name: string): string {
  return name.toLowerCase();
}
