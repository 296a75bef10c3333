-- Adds a handout to a session, unless this very upload is there already or there is no room.
-- KEYS[1] the session's handouts
-- ARGV[1] its id   ARGV[2] JSON of it, with the digest of what was uploaded   ARGV[3] how many there may be
-- Returns 'added', 'there' if the same upload of the same name is there already, or 'full'.
local new = cjson.decode(ARGV[2])
for _, text in ipairs(redis.call('HVALS', KEYS[1])) do
  local other = cjson.decode(text)
  if other.digest == new.digest and other.name == new.name then return 'there' end
end
if redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[3]) then return 'full' end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return 'added'
