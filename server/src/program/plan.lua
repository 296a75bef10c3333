-- Saves a session's plan under its next version, unless somebody else has changed it since it was read.
-- KEYS[1] the session   KEYS[2] its earlier plans   KEYS[3] its plan from when it was removed
-- ARGV[1] JSON of the session, without a version   ARGV[2] the version that was read, 0 for none; '' for any
-- ARGV[3] how many earlier plans are kept   ARGV[4] id of its conference
-- Returns JSON of the session with its version; nil if another version was there, '' if
-- another conference has, or had, a session with this id.
local before = redis.call('GET', KEYS[1])
local removed = redis.call('GET', KEYS[3])
local there = cjson.decode(before or removed or '{}')
if there.conferenceId and there.conferenceId ~= ARGV[4] then return '' end
local read = before and (there.version or 0) or 0
if ARGV[2] ~= '' and read ~= tonumber(ARGV[2]) then return nil end
-- Calendars go by the version: it grows over a removal too.
local last = there.version or 0
local text = string.format('%s,"version":%d}', string.sub(ARGV[1], 1, -2), last + 1)
redis.call('SET', KEYS[1], text)
redis.call('DEL', KEYS[3])
if before then
  redis.call('LPUSH', KEYS[2], before)
  redis.call('LTRIM', KEYS[2], 0, tonumber(ARGV[3]) - 1)
end
return text
