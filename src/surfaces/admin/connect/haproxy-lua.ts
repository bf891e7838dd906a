import { addressOf, type Connection } from './connection.js';
import { LUA_IS_FOREIGN, LUA_WITHOUT_KEY, luaNames } from './lua-text.js';

/** The action that asks Ostiary; HAProxy has nothing of the kind itself. */
export function haproxyScript(connection: Connection): string {
  return [
    '-- Asks Ostiary about a call before HAProxy forwards it. Written for HAProxy 2.6 or later.',
    `local VERIFY = "http://${addressOf(connection.server)}/verify"`,
    luaNames(connection),
    LUA_IS_FOREIGN,
    LUA_WITHOUT_KEY,
    ACTION,
    `core.register_action("ostiary_${connection.label}", { "http-req" }, verify)`,
    '',
  ].join('\n');
}

const ACTION = String.raw`
-- Belong to one connection, or to a body that Ostiary is not sent.
local NOT_ASKED = {
  ["connection"] = true, ["content-length"] = true, ["expect"] = true, ["host"] = true,
  ["keep-alive"] = true, ["proxy-authorization"] = true, ["proxy-connection"] = true, ["te"] = true,
  ["trailer"] = true, ["transfer-encoding"] = true, ["upgrade"] = true,
}
local NOT_ANSWERED = {
  ["connection"] = true, ["content-length"] = true, ["keep-alive"] = true, ["transfer-encoding"] = true,
}

local function question(txn)
  local headers = {}
  for name, values in pairs(txn.http:req_get_headers()) do
    if not NOT_ASKED[name] and not is_foreign(name) then
      local copied = {}
      for i = 0, #values do copied[#copied + 1] = values[i] end
      headers[name] = copied
    end
  end
  headers["x-forwarded-method"] = { txn.sf:method() }
  headers["x-forwarded-proto"] = { txn.sf:ssl_fc() == "1" and "https" or "http" }
  headers["x-forwarded-host"] = { txn.sf:req_fhdr("host") }
  headers["x-forwarded-uri"] = { txn.sf:pathq() }
  headers["x-forwarded-for"] = { txn.sf:src() }
  headers["x-auth-api"] = { API }
  return headers
end

local function refuse(txn, answer)
  local reply = txn:reply()
  reply:set_status(answer.status)
  for name, values in pairs(answer.headers) do
    if not NOT_ANSWERED[name] then
      for _, value in pairs(values) do reply:add_header(name, value) end
    end
  end
  if txn.sf:method() ~= "HEAD" then reply:set_body(answer.body or "") end
  txn:done(reply)
end

local function value_of(answer, name)
  local values = answer.headers[name]
  return values and (values[0] or values[1]) or ""
end

-- Unless this says that the call is allowed, the configuration refuses it: HAProxy goes on after an
-- error of a script.
function verify(txn)
  local target = txn.sf:pathq()
  local answer = core.httpclient():get({ url = VERIFY, headers = question(txn), timeout = 10000 })
  if not answer or not answer.headers or answer.status < 200 then return end
  if answer.status >= 300 then return refuse(txn, answer) end
  for _, name in ipairs(IDENTITY) do
    local value = value_of(answer, name)
    if value == "" then txn.http:req_del_header(name) else txn.http:req_set_header(name, value) end
  end
  txn:set_var("txn.ostiary_ratelimit", value_of(answer, "ratelimit"))
  txn:set_var("txn.ostiary_ratelimit_policy", value_of(answer, "ratelimit-policy"))
  txn:set_var("txn.ostiary_request_id", value_of(answer, "x-request-id"))
  local path, query = target:match("^([^?]*)%?(.*)$")
  if query and next(QUERY_KEYS) then
    query = without_key(query)
    if query == "" then txn.http:req_set_uri(path) else txn.http:req_set_query(query) end
  end
  txn:set_var("txn.ostiary", "allowed")
end
`;
