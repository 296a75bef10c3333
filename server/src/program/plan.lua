-- Saves a session's plan under its next version.
-- KEYS[1] the session
-- ARGV[1] JSON of the session, without a version
-- ARGV[2] the version that it changes, '' for whichever there is
-- Returns JSON of the session with its version; '' if another version is there.
local before = redis.call('GET', KEYS[1])
local present = before and cjson.decode(before).version or 0
if ARGV[2] ~= '' and tonumber(ARGV[2]) ~= present then return '' end
local text = string.format('%s,"version":%d}', string.sub(ARGV[1], 1, -2), present + 1)
redis.call('SET', KEYS[1], text)
return text
