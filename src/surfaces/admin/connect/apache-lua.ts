import { addressOf, type Connection } from './connection.js';
import { LUA_IS_FOREIGN, LUA_WITHOUT_KEY, luaNames } from './lua-text.js';

/** The hook that asks Ostiary; Apache has nothing of the kind itself. */
export function apacheScript(connection: Connection): string {
  return [
    '-- Asks Ostiary about a call before Apache forwards it. For mod_lua and LuaSocket.',
    'local http = require "socket.http"',
    'local ltn12 = require "ltn12"',
    `local VERIFY = "http://${addressOf(connection.server)}/verify"`,
    luaNames(connection),
    LUA_IS_FOREIGN,
    LUA_WITHOUT_KEY,
    HOOK,
  ].join('\n');
}

const HOOK = String.raw`
http.TIMEOUT = 10
-- Belong to one connection, or to a body that Ostiary is not sent.
local NOT_ASKED = {
  ["connection"] = true, ["content-length"] = true, ["expect"] = true, ["host"] = true,
  ["keep-alive"] = true, ["proxy-authorization"] = true, ["proxy-connection"] = true, ["te"] = true,
  ["trailer"] = true, ["transfer-encoding"] = true, ["upgrade"] = true,
}
local NOT_ANSWERED = {
  ["connection"] = true, ["content-length"] = true, ["content-type"] = true, ["date"] = true,
  ["keep-alive"] = true, ["transfer-encoding"] = true,
}

local function question(r)
  local headers = {}
  for name, value in pairs(r:headers_in_table()) do
    local lower = name:lower()
    if is_foreign(lower) then
      r.headers_in[name] = nil
    elseif not NOT_ASKED[lower] then
      headers[lower] = value
    end
  end
  headers["x-forwarded-method"] = r.method
  headers["x-forwarded-proto"] = r.is_https and "https" or "http"
  headers["x-forwarded-host"] = r.headers_in["Host"]
  headers["x-forwarded-uri"] = r.unparsed_uri
  headers["x-forwarded-for"] = r.useragent_ip
  headers["x-auth-api"] = API
  return headers
end

local function refuse(r, status, headers, body)
  r.status = status
  for name, value in pairs(headers) do
    if not NOT_ANSWERED[name] then r.err_headers_out[name] = value end
  end
  r.content_type = headers["content-type"]
  r:write(body)
  return apache2.DONE
end

local UNAVAILABLE = '{"title":"Temporarily unavailable","status":503,"code":"unavailable"}'

-- An error in here is answered with 500: mod_lua lets nothing pass then.
function verify(r)
  local body = {}
  local done, status, headers = http.request({
    url = VERIFY, method = "GET", headers = question(r), redirect = false, sink = ltn12.sink.table(body),
  })
  if not done then
    local said = { ["content-type"] = "application/problem+json", ["retry-after"] = "5" }
    return refuse(r, 503, said, UNAVAILABLE)
  end
  if status < 200 or status >= 300 then return refuse(r, status, headers, table.concat(body)) end
  for name in pairs(r:headers_in_table()) do
    if CREDENTIALS[name:lower()] then r.headers_in[name] = nil end
  end
  for _, name in ipairs(IDENTITY) do
    local value = headers[name]
    if value and value ~= "" then r.headers_in[name] = value end
  end
  r.headers_in["x-forwarded-proto"] = r.is_https and "https" or "http"
  -- A client could name our headers in it, to have them taken for its own connection's.
  -- And WebSocket is the one other protocol: through another one every further call would pass.
  local upgrade = r.headers_in["Upgrade"]
  if upgrade and upgrade:lower() ~= "websocket" then r.headers_in["Upgrade"] = nil end
  local asked = (r.headers_in["Connection"] or ""):lower()
  local closes = ("," .. asked:gsub("%s", "") .. ","):find(",close,", 1, true)
  r.headers_in["Connection"] = r.headers_in["Upgrade"] and "Upgrade" or closes and "close" or nil
  for _, name in ipairs({ "ratelimit", "ratelimit-policy", "x-request-id" }) do
    if headers[name] then r.err_headers_out[name] = headers[name] end
  end
  local path, query = r.filename:match("^([^?]*)%?(.*)$")
  if path and next(QUERY_KEYS) then
    query = without_key(query)
    r.filename = query == "" and path or path .. "?" .. query
  end
  return apache2.OK
end
`;
