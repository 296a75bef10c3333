-- Replaces a text with a new one, unless somebody has changed it since it was read.
-- KEYS[1] a hash, or a string
-- ARGV[1] field of the hash, '' for the string   ARGV[2] the text that was read, '' for none
-- ARGV[3] the new text, '' to delete
-- Returns {1} if it was replaced, {0, current text or ''} if another was there.
local field, read, new = ARGV[1], ARGV[2], ARGV[3]
local present
if field == '' then
  present = redis.call('GET', KEYS[1]) or ''
else
  present = redis.call('HGET', KEYS[1], field) or ''
end
if present ~= read then
  return { 0, present }
end
if field == '' then
  if new == '' then redis.call('DEL', KEYS[1]) else redis.call('SET', KEYS[1], new) end
elseif new == '' then
  redis.call('HDEL', KEYS[1], field)
else
  redis.call('HSET', KEYS[1], field, new)
end
return { 1 }
