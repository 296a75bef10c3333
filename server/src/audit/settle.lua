-- Notes how making a pack ended, together with its evidence.
-- KEYS[1] hash of packs   KEYS[2] string: id of the pack that is being made   KEYS[3] hash of intents
-- ARGV[1] id of the pack   ARGV[2] its JSON from now on   ARGV[3], ARGV[4] the intent's name and text, if any
-- Returns 1 if it was being made, else 0.
local text = redis.call('HGET', KEYS[1], ARGV[1])
if not text or cjson.decode(text).state ~= 'making' then
  return 0
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
if redis.call('GET', KEYS[2]) == ARGV[1] then
  redis.call('DEL', KEYS[2])
end
if ARGV[3] then
  redis.call('HSET', KEYS[3], ARGV[3], ARGV[4])
end
return 1
