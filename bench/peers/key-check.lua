-- What /verify does for a warm API key, written for nginx: the digest of the key, its record, the range of
-- addresses it may come from, a counter of the current window, and who calls.
local bit = require("bit")
local ffi = require("ffi")
pcall(ffi.cdef, "unsigned char *SHA256(const unsigned char *d, size_t n, unsigned char *md);")
local buffer = ffi.new("unsigned char[32]")

local function refuse(status)
  ngx.status = status
  return ngx.exit(status)
end

local function number(address)
  local a, b, c, d = address:match("^(%d+)%.(%d+)%.(%d+)%.(%d+)$")
  if not a then return nil end
  return bit.bor(bit.lshift(a, 24), bit.lshift(b, 16), bit.lshift(c, 8), d)
end

local headers = ngx.req.get_headers()
local key = headers["x-api-key"]
if not key then return refuse(401) end
ffi.C.SHA256(key, #key, buffer)
local digest = ffi.string(buffer, 32):gsub(".", function(c) return string.format("%02x", c:byte()) end)
local record = ngx.shared.keys:get(digest)
if not record then return refuse(401) end
local app, id, range, length, token = record:match("^([^|]*)|([^|]*)|([^|]*)|([^|]*)|([^|]*)$")
local client = number(headers["x-forwarded-for"] or "")
local mask = bit.lshift(-1, 32 - tonumber(length))
if not client or bit.band(client, mask) ~= bit.band(number(range), mask) then return refuse(403) end
local limit, window = 1000000000, 3600
local slot = math.floor(ngx.time() / window)
local used = ngx.shared.windows:incr(id .. slot, 1, 0, window)
if used > limit then return refuse(429) end
local out = ngx.header
out["X-Auth-Kind"] = "api_key"
out["X-Auth-Subject"] = app
out["X-Auth-App"] = app
out["X-Auth-Credential"] = id
out["X-Auth-Scopes"] = ""
out["X-Auth-Roles"] = ""
out["X-Auth-Groups"] = ""
out["X-Auth-Token"] = token
out["X-Request-Id"] = ngx.var.request_id
out["RateLimit-Policy"] = '"default";q=' .. limit .. ";w=" .. window
out["RateLimit"] = '"default";r=' .. (limit - used) .. ";t=" .. ((slot + 1) * window - ngx.time())
out["Content-Length"] = 0
return ngx.exit(200)
