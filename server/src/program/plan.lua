-- Saves a session's plan under its next version.
-- KEYS[1] the session
-- ARGV[1] JSON of the session, without a version
-- Returns JSON of the session with its version.
local before = redis.call('GET', KEYS[1])
local version = (before and cjson.decode(before).version or 0) + 1
local text = string.format('%s,"version":%d}', string.sub(ARGV[1], 1, -2), version)
redis.call('SET', KEYS[1], text)
return text
