-- Mutes or unmutes the asker of a question. All their questions count as changed, since the desk shows who is
-- muted.
-- KEYS[1] queue hash   KEYS[2] questions by id   KEYS[3] questions by version   KEYS[4] muted set
-- ARGV[1] question id   ARGV[2] '1' to mute, '0' to unmute
-- Returns {'ok', changed 0|1, id of the asker} or {'unknown'}.
local text = redis.call('HGET', KEYS[2], ARGV[1])
if not text then return { 'unknown' } end
local asker = cjson.decode(text).askerId
if redis.call(ARGV[2] == '1' and 'SADD' or 'SREM', KEYS[4], asker) == 0 then return { 'ok', 0, asker } end

local version = redis.call('HINCRBY', KEYS[1], 'version', 1)
for _, json in ipairs(redis.call('HVALS', KEYS[2])) do
  local question = cjson.decode(json)
  if question.askerId == asker then
    question.version = version
    redis.call('HSET', KEYS[2], question.id, cjson.encode(question))
    redis.call('ZADD', KEYS[3], version, question.id)
  end
end
return { 'ok', 1, asker }
